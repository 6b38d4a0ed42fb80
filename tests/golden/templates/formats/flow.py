# Templates made with str.format and with the percent sign, in loops.

from datetime import datetime, timedelta

from prefect import flow, task
from prefect.runtime import flow_run

from run_bash import run_bash

JOBS = [("users", 3), ("orders", 12)]
OPTIONS = {"host": "edge", "ports": [80]}


@task
def copy(name, hour, ds):
    return run_bash(f"copy {name} {ds} {name} {name!r} {hour:02d}")


@task
def check(name, hour, ds_nodash):
    return run_bash(f"check {name} at {hour:02d} {ds_nodash} 100%")


@task
def ping(name, ts):
    return run_bash(f"ping {OPTIONS['host']} {name} {ts}")


@task
def report(name, ds):
    return run_bash(f"report {name} {ds}")


@flow(name="formats", log_prints=True)
def formats(logical_date: datetime | None = None):
    logical_date = logical_date or flow_run.scheduled_start_time - timedelta(days=1)
    ds = logical_date.strftime("%Y-%m-%d")
    ds_nodash = logical_date.strftime("%Y%m%d")
    ts = logical_date.isoformat()
    pinged = []
    reported = []
    for name, hour in JOBS:
        copied = copy.with_options(name="copy_{}".format(name)).submit(name, hour, ds)
        checked = check.with_options(name="check_%s" % name).submit(
            name, hour, ds_nodash, wait_for=[copied]
        )
        pinged.append(ping.with_options(name="ping_" + name).submit(name, ts, wait_for=[checked]))
        reported.append(
            report.with_options(name=f"report_{name}").submit(name, ds, wait_for=[checked])
        )
    return [*pinged, *reported]
