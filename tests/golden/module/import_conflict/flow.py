import datetime
from datetime import timedelta

from prefect import flow, task
from prefect.runtime import flow_run

from run_bash import run_bash


@task
def age():
    print(datetime.datetime.now() - datetime.timedelta(days=1))


@task
def show(ds):
    return run_bash(f"echo {ds}")


@flow(name="ages", log_prints=True)
def ages(logical_date: datetime.datetime | None = None):
    ds = (logical_date or flow_run.scheduled_start_time - timedelta(days=1)).strftime("%Y-%m-%d")
    first = age.submit()
    second = show.submit(ds, wait_for=[first])
    return [second]
