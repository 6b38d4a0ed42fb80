"""Loops in loops, and a TaskFlow value inside an iteration."""

from prefect import flow, task

REGIONS = ["eu", "us"]
DAYS = [1, 2]


@task
def fetch(region, day):
    return f"{region}-{day}"


@task
def store(batch):
    print(batch)


@task
def close(region):
    print(region)


@flow(name="nested", log_prints=True)
def nested():
    all_stored = []
    closed = []
    for region in REGIONS:
        stored = []
        for day in DAYS:
            fetched = fetch.with_options(name=f"fetch_{region}_{day}").submit(region, day)
            stored_day = store.with_options(name=f"store_{region}_{day}").submit(fetched)
            stored.append(stored_day)
            all_stored.append(stored_day)
        closed.append(close.with_options(name=f"close_{region}").submit(region, wait_for=stored))
    return [*all_stored, *closed]
