"""Airflow 1.10: the context comes only with provide_context."""

from datetime import datetime, timedelta

import pendulum
from prefect import flow, task
from prefect.runtime import flow_run


@task
def with_context(table, logical_date):
    print(table, logical_date, "with_context")
    return {"table": table}


@task
def without_context(**kwargs):
    print(kwargs)


@flow(name="ancient", log_prints=True)
def ancient(logical_date: datetime | None = None):
    logical_date = pendulum.instance(
        logical_date or flow_run.scheduled_start_time - timedelta(days=1)
    )
    ds = logical_date.strftime("%Y-%m-%d")
    first = with_context.submit(table="users", logical_date=logical_date)
    second = without_context.submit(a=1, b=ds, wait_for=[first])
    return [second]
