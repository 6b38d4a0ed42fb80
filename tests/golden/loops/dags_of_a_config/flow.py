"""A DAG for each entry of a config, with a task for each of its tables."""

from prefect import flow, task

from run_bash import run_bash


@task
def alpha(table):
    return run_bash(f"load a alpha {table}")


@task
def beta(table):
    return run_bash(f"load b beta {table}")


@flow(name="alpha_load", log_prints=True)
def alpha_load():
    alpha_run = []
    for table in ["x", "y"]:
        alpha_run.append(alpha.with_options(name=f"alpha-{table}").submit(table))
    return alpha_run


@flow(name="beta_load", log_prints=True)
def beta_load():
    beta_run = []
    for table in ["z"]:
        beta_run.append(beta.with_options(name=f"beta-{table}").submit(table))
    return beta_run
