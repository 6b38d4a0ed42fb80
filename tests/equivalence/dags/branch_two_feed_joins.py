# Joins that two branches feed, by several rules.
from datetime import datetime

from airflow.providers.standard.operators.python import (
    BranchPythonOperator,
    PythonOperator,
)
from airflow.sdk import DAG
from airflow.sdk.exceptions import AirflowSkipException


def ok(v=1):
    return v


def fail():
    raise ValueError("broken")


def skip():
    raise AirflowSkipException("not today")


def P(task_id, fn=ok, **kw):
    return PythonOperator(task_id=task_id, python_callable=fn, **kw)


with DAG("branch_two_feed_joins", schedule=None, start_date=datetime(2024, 1, 1)):
    b1 = BranchPythonOperator(task_id="b1", python_callable=lambda: "x1")
    b2 = BranchPythonOperator(task_id="b2", python_callable=lambda: "y2")
    x1, y1, x2, y2 = P("x1"), P("y1"), P("x2"), P("y2")
    b1 >> [x1, y1]
    b2 >> [x2, y2]
    j = P("j", trigger_rule="none_failed_min_one_success")
    [x1, y2] >> j
    k = P("k", trigger_rule="one_success")
    [y1, x2] >> k
    m = P("m")
    [x1, y2] >> m
    n = P("n", trigger_rule="all_skipped")
    [y1, x2] >> n
