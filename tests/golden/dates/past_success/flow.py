"""Airflow 3: what the last successful run before this one left."""

from datetime import datetime

import pendulum
from prefect import flow, task
from prefect.runtime import flow_run

from previous_runs import last_success
from run_bash import run_bash
from templating import render


@task
def since(prev_start_date_success, end):
    return f"{prev_start_date_success} {end}"


@task
def shown(prev_end_date_success):
    return run_bash(f"echo {prev_end_date_success}")


@task
def day(prev_end_date_success):
    return run_bash(
        render("echo {{ prev_end_date_success | ds }}", prev_end_date_success=prev_end_date_success)
    )


@flow(name="past_success", log_prints=True)
def past_success(logical_date: datetime | None = None):
    logical_date = pendulum.instance(logical_date or flow_run.scheduled_start_time)
    previous_success = last_success(logical_date)
    prev_start_date_success = previous_success and previous_success.start
    prev_end_date_success = previous_success and previous_success.end
    prev_data_interval_end_success = previous_success and previous_success.moment
    since_run = since.submit(prev_start_date_success, prev_data_interval_end_success)
    shown_run = shown.submit(prev_end_date_success, wait_for=[since_run])
    day_run = day.submit(prev_end_date_success, wait_for=[shown_run])
    return [day_run]
