"""Functions that get the context from tasks take what they read of it instead."""

import logging
from datetime import datetime

from prefect import flow, task
from prefect.runtime import flow_run, task_run

from steps.audit import LIMIT

log = logging.getLogger(__name__)


# Reads the rows of a table.
def read(table, extract_results):
    """The rows that were extracted."""
    rows = extract_results[f"extract_{table}"]
    log.info("%s: %s rows", table, len(rows))
    return rows


# Reads the rows of a table.
def read_2(table, rows):
    """The rows that were extracted."""
    log.info("%s: %s rows", table, len(rows))
    return rows


def store(rows, ds, params, xcoms, limit=10):
    xcoms["count"] = len(rows)
    return write(rows[:limit], ds=ds, params=params)


def write(rows, ds, params):
    log.info("%s writes %s on %s", task_run.task_name, rows, ds)
    return params["prefix"] + str(rows)


def day(ds):
    return ds


def audit(count, ds, limit=LIMIT):
    if count > min(limit, LIMIT):
        raise ValueError(f"{ds}: {count} rows")


@task
def pick(result, key):
    """One of the values that a task returned under a name."""
    return result.get(key)


@task
def extract(table, ds):
    return [table, day(ds=ds)]


@task
def load(extract_results, ds, params):
    """Both tables."""
    xcoms = {}
    rows = []
    for table in ["orders", "customers"]:
        rows += read(table, extract_results=extract_results)
    return {"return_value": store(rows, ds=ds, params=params, xcoms=xcoms), **xcoms}


@task
def check(limit, count, ds, rows):
    audit(limit=limit, count=count, ds=ds)
    return [row for table in ("orders",) for row in read_2(table, rows=rows)]


@task(name="count")
def plain(rows):
    """Gets nothing of the context, and is called as it was."""
    return len(rows)


@flow(name="handed")
def handed(prefix: str = "p", logical_date: datetime | None = None):
    ds = (logical_date or flow_run.scheduled_start_time).strftime("%Y-%m-%d")
    params = {"prefix": prefix}
    extracted = {}
    for one in ["orders", "customers"]:
        extracted[one] = extract.with_options(name=f"extract_{one}").submit(one, ds)
    loaded = load.submit(
        {"extract_orders": extracted["orders"], "extract_customers": extracted["customers"]},
        ds,
        params,
    )
    count = pick.submit(loaded, "count")
    checked = check.submit(limit=3, count=count, ds=ds, rows=extracted["orders"])
    plain_run = plain.submit(checked)
    return [plain_run]
