"""Functions that get the context from tasks take what they read of it instead."""

import logging
from datetime import datetime

from airflow.operators.python import PythonOperator, get_current_context
from airflow.sdk import DAG
from steps.audit import audit

log = logging.getLogger(__name__)


# Reads the rows of a table.
def read(ti, table):
    """The rows that were extracted."""
    rows = ti.xcom_pull(task_ids=f"extract_{table}")
    log.info("%s: %s rows", table, len(rows))
    return rows


def store(context, rows, limit=10):
    ti = context["ti"]
    ti.xcom_push(key="count", value=len(rows))
    return write(ti, rows[:limit], **context)


def write(ti, rows, ds, **kwargs):
    log.info("%s writes %s on %s", ti.task_id, rows, ds)
    return kwargs["params"]["prefix"] + str(rows)


def day():
    context = get_current_context()
    return context["ds"]


def extract(table):
    return [table, day()]


def load(**context):
    """Both tables."""
    rows = []
    for table in ["orders", "customers"]:
        rows += read(context["ti"], table)
    return store(context, rows)


def check(**kwargs):
    ti = kwargs["ti"]
    audit(ti, kwargs, limit=kwargs["limit"])
    return [row for table in ("orders",) for row in read(ti, table)]


def plain(rows):
    """Gets nothing of the context, and is called as it was."""
    return len(rows)


with DAG("handed", schedule=None, start_date=datetime(2024, 1, 1), params={"prefix": "p"}):
    loaded = PythonOperator(task_id="load", python_callable=load)
    checked = PythonOperator(task_id="check", python_callable=check, op_kwargs={"limit": 3})
    for one in ["orders", "customers"]:
        extracted = PythonOperator(
            task_id=f"extract_{one}", python_callable=extract, op_args=[one]
        )
        extracted >> loaded
    loaded >> checked
    checked >> PythonOperator(task_id="count", python_callable=plain, op_args=[checked.output])
