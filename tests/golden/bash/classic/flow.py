"""Nightly clean-up on the file server."""

from datetime import datetime, timedelta

from prefect import flow, task
from prefect.context import FlowRunContext
from prefect.runtime import flow_run

from run_bash import run_bash


# Everything older than a week goes.
@task
def remove():
    return run_bash("find /data -mtime +7 -name '*.tmp' -delete")


@task
def report(ds, run_id):
    return run_bash(
        f'df -h /data | tee "/logs/{ds}.txt"',
        env={"LANG": "C", "RUN": run_id},
        append_env=True,
        cwd="/logs",
    )


@flow(name="cleanup", log_prints=True)
def cleanup(logical_date: datetime | None = None):
    logical_date = logical_date or flow_run.scheduled_start_time - timedelta(days=1)
    ds = logical_date.strftime("%Y-%m-%d")
    ts = logical_date.isoformat()
    run_type = "scheduled" if FlowRunContext.get().flow_run.auto_scheduled else "manual"
    run_id = f"{run_type}__{ts}"
    removed = remove.submit()
    reported = report.submit(ds, run_id, wait_for=[removed])
    return [reported]
