"""A task that looks for failures at the end: the flow waits and asks."""

from prefect import flow, task
from prefect.futures import as_completed


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
    for ended in as_completed([extracted, loaded]):
        ended.wait()
        if not ended.state.is_completed():
            alerted.append(alert.submit())
            break
    return alerted
