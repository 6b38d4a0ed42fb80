"""A task that looks for failures at the end: the flow waits and asks."""

from prefect import allow_failure, flow, task
from prefect.futures import wait


@task
def work():
    return 1


@task
def alert():
    print("something failed")


@flow(name="alert_at_the_end", log_prints=True)
def alert_at_the_end():
    extracted = work.with_options(name="extract").submit()
    loaded = work.with_options(name="load").submit()
    alerted = []
    ended = [extracted, loaded]
    wait(ended)
    if any(not one.state.is_completed() for one in ended):
        alerted.append(alert.submit(wait_for=[allow_failure(extracted), allow_failure(loaded)]))
    return alerted
