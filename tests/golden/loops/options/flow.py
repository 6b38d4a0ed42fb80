"""A loop over settings of which some go to options of the task."""

from datetime import timedelta

from prefect import flow, task

from run_bash import run_bash

CARRIERS = {
    "dhl": {"retries": 3, "minutes": 5, "pool": "feeds", "seconds": 30},
    "ups": {"retries": 0, "minutes": 1, "pool": "slow_feeds", "seconds": 60},
}


@task
def fetch(carrier):
    print(f"feed of {carrier}")


@task(retries=2)
def store():
    return run_bash("echo stored")


@flow(name="carriers", log_prints=True)
def carriers():
    stored = []
    for carrier, settings in CARRIERS.items():
        fetched = fetch.with_options(
            name=f"fetch_{carrier}",
            description=f"The feed of {carrier}.",
            tags=[f"pool:{settings['pool']}"],
            retries=settings["retries"],
            retry_delay_seconds=timedelta(minutes=settings["minutes"]).total_seconds(),
        ).submit(carrier)
        stored.append(
            store.with_options(
                name=f"store_{carrier}",
                retry_delay_seconds=settings["seconds"],
                timeout_seconds=timedelta(seconds=settings["seconds"]).total_seconds(),
            ).submit(wait_for=[fetched])
        )
    return stored
