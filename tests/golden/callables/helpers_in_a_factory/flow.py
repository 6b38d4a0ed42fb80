from datetime import datetime, timedelta

from prefect import Flow, flow, task
from prefect.runtime import flow_run


def path_of(table, ds, bucket):
    return f"{bucket}/{table}/{ds}.csv"


def announce(text):
    print(text)


def upload(table, ds, *lines, bucket):
    announce(f"to {path_of(table, ds, bucket=bucket)}")
    return len(lines)


@task
def export(ds, tables, bucket):
    total = 0
    for table in tables:
        total += upload(table, ds, "a", "b", bucket=bucket)
    announce(f"{bucket}: {total}")
    return total


@task
def check(found):
    announce(str(found))


def build_flow(dag_id: str, bucket: str, tables: list[str]) -> Flow:
    @flow(name=dag_id)
    def export_flow(logical_date: datetime | None = None):
        ds = (logical_date or flow_run.scheduled_start_time - timedelta(days=1)).strftime(
            "%Y-%m-%d"
        )
        exported = export.submit(ds, tables, bucket)
        checked = check.submit(exported)
        return [checked]

    return export_flow


export_shop = build_flow("export_shop", "shop", ["orders", "customers"])
export_stock = build_flow("export_stock", "stock", ["items"])
