from datetime import datetime

from prefect import flow, task
from prefect.runtime import flow_run

from run_bash import run_bash


@task
def pick(result, key):
    """One of the values that a task returned under a name."""
    return result.get(key)


@task
def make():
    return {"return_value": 1, "rows": 3}


@task
def other(ds):
    print(ds)
    return 2


@task
def use(rows):
    return rows


@task
def last(c):
    return c


@task
def c(rows):
    return run_bash(f"echo {rows}")


@flow(name="untold", log_prints=True)
def untold(logical_date: datetime | None = None):
    ds = (logical_date or flow_run.scheduled_start_time).strftime("%Y-%m-%d")
    made = make.submit()
    o = other.submit(ds, wait_for=[made])
    rows = pick.submit(made, "rows")
    b = use.submit(rows, wait_for=[o])
    c_run = c.submit(rows, wait_for=[b])
    d = last.with_options(name="d").submit(c_run)
    return [o, d]


@flow(name="single", log_prints=True)
def single(logical_date: datetime | None = None):
    ds = (logical_date or flow_run.scheduled_start_time).strftime("%Y-%m-%d")
    other_run = other.submit(ds)
    last_run = last.with_options(name="d2").submit(other_run)
    return [last_run]
