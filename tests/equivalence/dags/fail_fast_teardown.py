# fail_fast skips work, but no teardown.
from datetime import datetime

from airflow.providers.standard.operators.python import PythonOperator
from airflow.sdk import DAG


def ok(v=1):
    return v


def fail():
    raise ValueError("broken")


def P(task_id, fn=ok, **kw):
    return PythonOperator(task_id=task_id, python_callable=fn, **kw)


with DAG("fail_fast_teardown", schedule=None, start_date=datetime(2024, 1, 1), fail_fast=True):
    s = P("s").as_setup()
    t = P("t").as_teardown(setups=s)
    s >> P("w", fail) >> P("w2") >> t
