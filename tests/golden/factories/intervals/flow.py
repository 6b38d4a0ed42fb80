from datetime import datetime, timedelta

from prefect import Flow, flow, task
from prefect.runtime import flow_run

from run_bash import run_bash


@task
def export(ds, table):
    return run_bash(f"export {table} {ds}")


def make_flow(table: str, interval: timedelta) -> Flow:
    @flow(name=f"export_{table}", log_prints=True)
    def export_flow(logical_date: datetime | None = None):
        ds = (logical_date or flow_run.scheduled_start_time - interval).strftime("%Y-%m-%d")
        exported = export.submit(ds, table)
        return [exported]

    return export_flow


export_orders = make_flow("orders", timedelta(hours=1))
export_stock = make_flow("stock", timedelta(days=1))
export_people = make_flow("people", timedelta(0))
