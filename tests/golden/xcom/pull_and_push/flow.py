"""Pulls become parameters, pushes become part of the result."""

from datetime import datetime

from prefect import flow, task
from prefect.runtime import flow_run


@task
def pick(result, key):
    """One of the values that a task returned under a name."""
    return result.get(key)


@task
def extract():
    return [3, 1, 2]


@task
def transform(rows):
    # what extract returned
    return {"return_value": [row * 2 for row in rows], "count": len(rows), "largest": max(rows)}


@task
def load(ds, count, transform):
    print(ds, count)
    for row in transform:
        print(row)


@flow(name="numbers", log_prints=True)
def numbers(logical_date: datetime | None = None):
    ds = (logical_date or flow_run.scheduled_start_time).strftime("%Y-%m-%d")
    extracted = extract.submit()
    transformed = transform.submit(extracted)
    count = pick.submit(transformed, "count")
    transform_result = pick.submit(transformed, "return_value")
    loaded = load.submit(ds, count, transform_result)
    return [extracted, transformed, loaded]
