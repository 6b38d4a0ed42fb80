"""A task that ends skipped, in the task function itself."""

from datetime import datetime

import pendulum
from prefect import flow, task
from prefect.runtime import flow_run
from prefect.states import Completed


@task
def only_mondays(logical_date):
    if logical_date.weekday() != 0:
        return Completed(name="Skipped", message="not a Monday")
    return "report"


@task
def send(what):
    print(what)


@flow(name="weekdays", log_prints=True)
def weekdays(logical_date: datetime | None = None):
    logical_date = pendulum.instance(logical_date or flow_run.scheduled_start_time)
    only_mondays_run = only_mondays(logical_date, return_state=True)
    taken = []
    if only_mondays_run.name != "Skipped":
        taken.append(send.submit(only_mondays_run))
    return [only_mondays_run, *taken]
