"""Lambdas, partials and functions inside a factory."""

from datetime import datetime

from prefect import flow, task
from prefect.runtime import flow_run


@task(name="squared")
def power(base, exponent, ds):
    return base**exponent, ds


@task(name="check_speed")
def check(ds, name, limit):
    print(ds, name, limit)


@task
def hello():
    print("hello")


@task(name="which-day")
def which_day(ds):
    return ds.replace("-", "/")


@flow(name="small", log_prints=True)
def small(logical_date: datetime | None = None):
    ds = (logical_date or flow_run.scheduled_start_time).strftime("%Y-%m-%d")
    hello_run = hello.submit()
    day = which_day.submit(ds, wait_for=[hello_run])
    squared = power.submit(7, exponent=2, ds=ds, wait_for=[day])
    checked = check.submit(ds, "speed", 10, wait_for=[squared])
    return [checked]
