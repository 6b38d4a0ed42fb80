from datetime import datetime, timedelta

import pendulum
from croniter import croniter
from prefect import flow, task
from prefect.runtime import flow_run

from run_bash import run_bash


@task
def day(ds, prev_ds, next_ds):
    return run_bash(f"echo {ds} {prev_ds} {next_ds}")


@task
def old(execution_date):
    return run_bash(f"echo {execution_date.strftime('%Y/%m')}")


@task
def near(yesterday_ds, tomorrow_ds_nodash):
    return run_bash(f"echo {yesterday_ds} {tomorrow_ds_nodash}")


@flow(name="dates", log_prints=True)
def dates(logical_date: datetime | None = None):
    data_interval_end = pendulum.instance(
        croniter(
            "0 6 * * *", (logical_date or flow_run.scheduled_start_time) + timedelta(seconds=1)
        ).get_prev(datetime)
    )
    logical_date = pendulum.instance(logical_date or data_interval_end - timedelta(days=1))
    execution_date = logical_date
    ds = logical_date.strftime("%Y-%m-%d")
    prev_ds = croniter("0 6 * * *", logical_date).get_prev(datetime).strftime("%Y-%m-%d")
    next_ds = data_interval_end.strftime("%Y-%m-%d")
    yesterday_ds = (logical_date - timedelta(days=1)).strftime("%Y-%m-%d")
    tomorrow_ds_nodash = (logical_date + timedelta(days=1)).strftime("%Y%m%d")
    day_run = day.submit(ds, prev_ds, next_ds)
    old_run = old.submit(execution_date)
    near_run = near.submit(yesterday_ds, tomorrow_ds_nodash)
    return [day_run, old_run, near_run]
