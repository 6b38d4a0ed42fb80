"""All the ways to the context of a run."""

from datetime import datetime
from typing import Any

import pendulum
from prefect import flow, task
from prefect.context import FlowRunContext
from prefect.runtime import flow_run, task_run


@task
def by_name(ds, params, run_id):
    print(ds, params["size"], "by_name", task_run.run_count, run_id)


@task
def by_keywords(day, conf, params):
    print(day, conf.get("who"), "reads", params["size"])


@task
def by_call(data_interval_start, data_interval_end):
    # from start to end
    return f"{data_interval_start} - {data_interval_end}"


@task
def never():
    print("no need")


@flow(name="reads", log_prints=True)
def reads(size: int = 3, conf: dict[str, Any] | None = None, logical_date: datetime | None = None):
    conf = conf or {}
    logical_date = pendulum.instance(logical_date or flow_run.scheduled_start_time)
    data_interval_end = logical_date
    data_interval_start = logical_date
    ds = logical_date.strftime("%Y-%m-%d")
    run_type = "scheduled" if FlowRunContext.get().flow_run.auto_scheduled else "manual"
    run_id = f"{run_type}__{flow_run.scheduled_start_time.isoformat()}"
    params = {"size": size, **conf}
    by_name_run = by_name.submit(ds, params, run_id)
    by_keywords_run = by_keywords.submit(ds, conf, params, wait_for=[by_name_run])
    by_call_run = by_call.submit(data_interval_start, data_interval_end, wait_for=[by_keywords_run])
    never_run = never.submit(wait_for=[by_call_run])
    return [never_run]
