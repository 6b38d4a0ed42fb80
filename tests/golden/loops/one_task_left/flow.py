from prefect import flow, task

from run_bash import run_bash


@task
def second():
    """Nothing to do: the end of the flow."""


@task
def copy(table):
    return run_bash(f"echo {table}")


@flow(name="one_task_left", log_prints=True)
def one_task_left():
    second_run = second.with_options(name="load").submit()
    copied = copy.with_options(name="copy_items").submit("items")
    return [second_run, copied]
