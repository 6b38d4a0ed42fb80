"""Templates that are put together from constants of the module."""

import os
from datetime import datetime, timedelta

from prefect import flow, task
from prefect.runtime import flow_run
from prefect.variables import Variable

from run_bash import run_bash

HOME = os.environ.get("DATA_HOME", "/data")
BASE = "https://taxis.example"


@task(name="rows")
def count(path):
    print(path)


@task
def get(ds, ds_nodash):
    return run_bash(f"curl -sSL {BASE}/trips_{ds}.csv > {HOME}/{ds_nodash}.csv")


@task
def copy(ds_nodash):
    return run_bash(f"cp /data/{ds_nodash}.csv {Variable.get('project')}")


@task
def split(kind, ds_nodash):
    return run_bash(f"split {kind} {HOME}/{ds_nodash}.csv")


@flow(name="trips", log_prints=True)
def trips(logical_date: datetime | None = None):
    logical_date = logical_date or flow_run.scheduled_start_time - timedelta(days=1)
    ds = logical_date.strftime("%Y-%m-%d")
    ds_nodash = logical_date.strftime("%Y%m%d")
    got = get.submit(ds, ds_nodash)
    copied = copy.submit(ds_nodash, wait_for=[got])
    counted = count.submit(f"{HOME}/{ds_nodash}.csv", wait_for=[copied])
    all_split = []
    for kind in ["yellow", "green"]:
        all_split.append(
            split.with_options(name=f"split_{kind}").submit(kind, ds_nodash, wait_for=[counted])
        )
    return all_split
