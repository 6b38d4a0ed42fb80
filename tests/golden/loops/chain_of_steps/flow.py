# DAGs of a factory, each with a chain of steps of two kinds: the last reads the one before it.

from prefect import flow, task

from run_bash import run_bash


@task
def step(name):
    return f"{name} done"


@task
def load(transform):
    return run_bash(f"echo {transform}")


@task
def load_task(extract):
    return run_bash(f"echo {extract}")


@flow(name="sales", log_prints=True)
def sales():
    extracted = step.with_options(name="extract").submit("extract")
    transformed = step.with_options(name="transform").submit("transform", wait_for=[extracted])
    loaded = load.submit(transformed)
    return [loaded]


@flow(name="stock", log_prints=True)
def stock():
    current = step.with_options(name="extract").submit("extract")
    loaded = load_task.with_options(name="load").submit(current)
    return [loaded]
