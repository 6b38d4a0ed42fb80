"""Python sensors: a check that is repeated until it holds."""

import os
import time

from prefect import flow, task
from prefect.states import Completed

from final_errors import FinalError, is_retryable


@task(name="arrived", retries=2, retry_delay_seconds=300, retry_condition_fn=is_retryable)
def has_arrived(path):
    """Whether the file is there."""

    def poke():
        return os.path.exists(path)

    deadline = time.monotonic() + 3600
    while not poke():
        if time.monotonic() > deadline:
            raise FinalError("the condition was not met in time")
        time.sleep(30)


@task
def newest(folder: str):
    def poke():
        names = sorted(os.listdir(folder))
        return (bool(names), names[-1] if names else None)

    deadline = time.monotonic() + 60
    while True:
        done, value = poke()
        if done:
            return value
        if time.monotonic() > deadline:
            return Completed(name="Skipped", message="the condition was not met in time")
        time.sleep(10)


@task
def load(name):
    print(name)


@flow(name="arrivals", log_prints=True)
def arrivals():
    arrived = has_arrived.submit("/data/in.csv")
    found = newest("/data", wait_for=[arrived], return_state=True)
    taken = []
    if found.name != "Skipped":
        taken.append(load.submit(found))
    return [found, *taken]
