"""An alert by e-mail, and a report."""

from datetime import datetime, timedelta

from prefect import flow, task
from prefect.runtime import flow_run
from prefect.utilities.urls import url_for

from smtp_mail import send_email

TEAM = ["data@example.com"]


def alert(task, task_run, state):
    """Tell the team what failed."""
    send_email(
        to=TEAM,
        subject=f"{'email'}.{task.name} failed",
        html_content=f"try {task_run.run_count}: {state.result(raise_on_failure=False)} <a href='{url_for(task_run)}'>log</a>",
    )


@task(on_failure=[alert])
def load():
    send_email(TEAM, "Loading", "begins")


@task
def report(ds):
    return send_email(TEAM, f"Orders of {ds}", "<b>All loaded.</b>")


@flow(name="email")
def email(logical_date: datetime | None = None):
    ds = (logical_date or flow_run.scheduled_start_time - timedelta(days=1)).strftime("%Y-%m-%d")
    loaded = load.submit()
    reported = report.submit(ds, wait_for=[loaded])
    return [reported]
