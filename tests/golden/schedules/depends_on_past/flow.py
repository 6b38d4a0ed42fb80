"""A load that must not run after a run that failed."""

from prefect import flow, task

from run_bash import run_bash


@task
def book():
    return run_bash("echo book")


@task
def close():
    return run_bash("echo close")


# AP604: Runs that depend on the run before have no translation yet: depends_on_past=True
@flow(name="ledger", log_prints=True)
def ledger():
    raise NotImplementedError(
        "AP604 Runs that depend on the run before have no translation yet: depends_on_past=True"
    )
    book_run = book.submit()
    closed = close.submit(wait_for=[book_run])
    return [closed]
