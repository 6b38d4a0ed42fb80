"""Tasks whose ids are what our own imports are called."""

from datetime import date as datetime_date
from datetime import datetime, timedelta

from prefect import flow, task
from prefect.runtime import flow_run

from run_bash import run_bash
from smtp_mail import send_email


@task
def date():
    return "a task"


@task(name="run_bash")
def run_bash_task(ds):
    return run_bash(f"echo {(datetime_date.fromisoformat(ds) + timedelta(days=1)).isoformat()}")


@task(name="send_email")
def send_email_task():
    return send_email("a@example.com", "s", "x")


@flow(name="helpers", log_prints=True)
def helpers(logical_date: datetime | None = None):
    ds = (logical_date or flow_run.scheduled_start_time).strftime("%Y-%m-%d")
    ran = run_bash_task.submit(ds)
    sent = send_email_task.submit(wait_for=[ran])
    date_run = date.submit(wait_for=[sent])
    return [date_run]
