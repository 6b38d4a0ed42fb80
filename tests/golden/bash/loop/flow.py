from datetime import datetime

from prefect import flow, task
from prefect.runtime import flow_run

from run_bash import run_bash

TABLES = ["orders", "users"]
BUCKET = "s3://warehouse"


@task
def done():
    return run_bash("echo all dumped")


@task
def dump(table, ds):
    return run_bash(f"pg_dump -t {table} shop | aws s3 cp - {BUCKET}/{table}/{ds}.sql")


@flow(name="dump_tables", log_prints=True)
def dump_tables(logical_date: datetime | None = None):
    ds = (logical_date or flow_run.scheduled_start_time).strftime("%Y-%m-%d")
    dumped = []
    for table in TABLES:
        dumped.append(dump.with_options(name=f"dump_{table}").submit(table, ds))
    done_run = done.submit(wait_for=dumped)
    return [done_run]
