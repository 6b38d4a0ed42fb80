from datetime import datetime

import pendulum
from prefect import flow, task
from prefect.runtime import flow_run

from run_bash import run_bash


@task
def day(ds, ts_nodash):
    return run_bash(f"echo {ds} {ts_nodash}")


@task
def moment(logical_date):
    return run_bash(f"echo {logical_date.add(days=1).strftime('%Y-%m-%d')}")


@task
def interval(data_interval_start, data_interval_end):
    return run_bash(f"echo {data_interval_start} {data_interval_end}")


@flow(name="dates", log_prints=True)
def dates(logical_date: datetime | None = None):
    logical_date = pendulum.instance(logical_date or flow_run.scheduled_start_time)
    data_interval_end = logical_date
    data_interval_start = logical_date
    ds = logical_date.strftime("%Y-%m-%d")
    ts_nodash = logical_date.strftime("%Y%m%dT%H%M%S")
    day_run = day.submit(ds, ts_nodash)
    moment_run = moment.submit(logical_date)
    interval_run = interval.submit(data_interval_start, data_interval_end)
    return [day_run, moment_run, interval_run]
