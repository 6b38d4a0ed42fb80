from datetime import datetime

from prefect import flow, task
from prefect.runtime import flow_run

from run_bash import run_bash


def first_of_month(ds):
    return ds[:8] + "01"


def quoted(text):
    return f"'{text}'"


@task
def show(ds):
    return run_bash(f"echo {quoted(first_of_month(ds))}")


@flow(name="monthly", log_prints=True)
def monthly(logical_date: datetime | None = None):
    ds = (logical_date or flow_run.scheduled_start_time).strftime("%Y-%m-%d")
    show_run = show.submit(ds)
    return [show_run]
