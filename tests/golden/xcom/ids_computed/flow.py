# Ids and keys that are computed: from attributes of objects, in comprehensions, by a choice.
from dataclasses import dataclass
from datetime import datetime

from prefect import flow, task
from prefect.runtime import flow_run


@dataclass(frozen=True)
class Table:
    schema: str
    name: str


TABLES = [Table("sales", "Orders"), Table("crm", "Users")]


@task
def pick(result, key):
    """One of the values that a task returned under a name."""
    return result.get(key)


@task
def copy(table):
    xcoms = {}
    xcoms[f"{table}_rows"] = len(table)
    return {"return_value": f"{table}.csv", **xcoms}


@task
def files(copy_results):
    names = ["copy_" + table.name.lower() for table in TABLES if table.schema != "hr"]
    return [copy_results[name] for name in names]


@task
def rows(copy_results):
    found = {}
    for table in TABLES:
        task_id = f"copy_{table.name.lower()}"
        found[table.name] = copy_results[task_id].get(f"{table.name}_rows")
    return found


@task
def newest(ds, copy_results):
    task_id = "copy_orders" if ds < "2025-01-01" else "copy_users"
    return copy_results[task_id]


@flow(name="ids_computed")
def ids_computed(logical_date: datetime | None = None):
    ds = (logical_date or flow_run.scheduled_start_time).strftime("%Y-%m-%d")
    copied_orders = copy.with_options(name="copy_orders").submit("Orders")
    copied_users = copy.with_options(name="copy_users").submit("Users")
    copy_orders_result = pick.submit(copied_orders, "return_value")
    copy_users_result = pick.submit(copied_users, "return_value")
    files_run = files.submit({"copy_orders": copy_orders_result, "copy_users": copy_users_result})
    rows_run = rows.submit({"copy_orders": copied_orders, "copy_users": copied_users})
    newest_run = newest.submit(
        ds, {"copy_orders": copy_orders_result, "copy_users": copy_users_result}
    )
    return [files_run, rows_run, newest_run]
