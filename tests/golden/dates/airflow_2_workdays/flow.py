from datetime import datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pendulum
from croniter import croniter
from prefect import flow, task
from prefect.runtime import flow_run

from run_bash import run_bash


@task
def day(ds, data_interval_end):
    return run_bash(f"echo {ds} {data_interval_end}")


@flow(name="workdays", log_prints=True)
def workdays(logical_date: datetime | None = None):
    data_interval_end = pendulum.instance(
        croniter(
            "0 6 * * 1-5",
            ((logical_date or flow_run.scheduled_start_time) + timedelta(seconds=1)).astimezone(
                ZoneInfo("Europe/Paris")
            ),
        )
        .get_prev(datetime)
        .astimezone(timezone.utc)
    )
    logical_date = pendulum.instance(
        logical_date
        or croniter("0 6 * * 1-5", data_interval_end.astimezone(ZoneInfo("Europe/Paris")))
        .get_prev(datetime)
        .astimezone(timezone.utc)
    )
    ds = logical_date.strftime("%Y-%m-%d")
    day_run = day.submit(ds, data_interval_end)
    return [day_run]
