"""A decorator of the user's own that makes a task of a function."""

from prefect import flow, task


@task
def load():
    return 1


@task
def report():
    return 2


@flow(name="steps")
def steps():
    loaded = load.submit()
    reported = report.submit(wait_for=[loaded])
    return [reported]
