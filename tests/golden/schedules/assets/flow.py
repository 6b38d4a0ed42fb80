# Tasks that update assets, and DAGs that wait for one, for all, for one of several, or for the clock.

from prefect import flow, task

from asset_events import updates
from run_bash import run_bash


def tell(task, task_run, state):
    print("loaded")


def tell_unless_skipped(task, task_run, state):
    if state.name != "Skipped":
        tell(task, task_run, state)


@task(on_completion=[updates("s3://lake/users", "s3://lake/orders")])
def load():
    return 1


@task(on_completion=[tell_unless_skipped, updates("asset://list-of-items")])
def items():
    return run_bash("exit 99", skip_on=99)


@task(on_completion=[updates("asset://list-of-items")])
def mark():
    """Nothing to do: the start of the flow."""


@task
def after():
    return run_bash("true")


@task
def a():
    return run_bash("true")


@task(on_completion=[updates("s3://lake/report")])
def report():
    """Counts the users."""
    return 42


@flow(name="produce", log_prints=True)
def produce():
    loaded = load.submit()
    items_run = items.submit()
    marked = mark.submit()
    after_run = after.submit(wait_for=[marked])
    return [loaded, items_run, after_run]


@flow(name="one", log_prints=True)
def one():
    a_run = a.submit()
    return [a_run]


@flow(name="several", log_prints=True)
def several():
    a_run = a.submit()
    return [a_run]


@flow(name="either", log_prints=True)
def either():
    a_run = a.submit()
    return [a_run]


@flow(name="report")
def report_flow():
    """Counts the users."""
    reported = report.submit()
    return [reported]
