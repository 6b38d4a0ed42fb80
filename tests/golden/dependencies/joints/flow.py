"""EmptyOperators that only join vanish; one that joins several for several is a list."""

from prefect import allow_failure, flow, task

from run_bash import run_bash


@task
def users():
    return run_bash("echo users")


@task
def orders():
    return run_bash("echo orders")


@task
def report():
    return run_bash("echo report")


@task
def publish():
    return run_bash("echo publish")


@task
def tidy():
    return run_bash("echo tidy")


@flow(name="joints", log_prints=True)
def joints():
    users_run = users.submit()
    orders_run = orders.submit()
    loaded = [users_run, orders_run]
    reported = report.submit(wait_for=loaded)
    published = publish.submit(wait_for=loaded)
    tidied = tidy.submit(wait_for=[allow_failure(reported), allow_failure(published)])
    return [tidied]
