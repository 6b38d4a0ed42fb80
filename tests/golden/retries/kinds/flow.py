from prefect import flow, task

from run_bash import run_bash


@task(retries=2, retry_delay_seconds=300)
def default_delay():
    return run_bash("true")


@task(retries=5, retry_delay_seconds=60)
def own_delay():
    return run_bash("true")


@task
def none():
    return run_bash("true")


@task(retries=4, retry_delay_seconds=[30, 60, 120])
def growing():
    return run_bash("true")


@task(retries=2, retry_delay_seconds=300, timeout_seconds=600)
def limited():
    return run_bash("true")


@flow(name="retries", timeout_seconds=7200, log_prints=True)
def retries():
    default_delay_run = default_delay.submit()
    own_delay_run = own_delay.submit()
    none_run = none.submit()
    growing_run = growing.submit()
    limited_run = limited.submit()
    return [default_delay_run, own_delay_run, none_run, growing_run, limited_run]
