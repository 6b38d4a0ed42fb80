"""Loops in loops, and a TaskFlow value inside an iteration."""

from datetime import datetime

from airflow.sdk import DAG, task

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


with DAG("nested", schedule=None, start_date=datetime(2024, 1, 1)):
    for region in REGIONS:
        closed = close.override(task_id=f"close_{region}")(region)
        for day in DAYS:
            batch = fetch.override(task_id=f"fetch_{region}_{day}")(region, day)
            store.override(task_id=f"store_{region}_{day}")(batch) >> closed
