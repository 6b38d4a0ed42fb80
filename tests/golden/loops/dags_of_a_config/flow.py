"""A DAG for each entry of a config, with a task for each of its tables."""

from prefect import Flow, flow, task

from run_bash import run_bash


@task
def run_command(table, source, name):
    return run_bash(f"load {source} {name} {table}")


def create_load_flow(source: str, name: str, tables: list[str]) -> Flow:
    @flow(name=f"{name}_load", log_prints=True)
    def load_flow():
        ran = []
        for table in tables:
            ran.append(run_command.with_options(name=f"{name}-{table}").submit(table, source, name))
        return ran

    return load_flow


alpha_load = create_load_flow("a", "alpha", ["x", "y"])
beta_load = create_load_flow("b", "beta", ["z"])
