# A branch between setup and teardown.
from datetime import datetime

from airflow.providers.standard.operators.python import (
    BranchPythonOperator,
    PythonOperator,
)
from airflow.sdk import DAG


def ok(v=1):
    return v


def P(task_id, fn=ok, **kw):
    return PythonOperator(task_id=task_id, python_callable=fn, **kw)


with DAG("setup_around_branch", schedule=None, start_date=datetime(2024, 1, 1)):
    s = P("s")
    b = BranchPythonOperator(task_id="b", python_callable=lambda: "w1")
    t = P("t").as_teardown(setups=s)
    s >> b >> [P("w1"), P("w2")] >> t
