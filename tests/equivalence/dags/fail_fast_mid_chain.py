# A failure in mid-chain with fail_fast: what follows is skipped, so the run succeeds.
from datetime import datetime

from airflow.providers.standard.operators.python import PythonOperator
from airflow.sdk import DAG


def ok(v=1):
    return v


def fail():
    raise ValueError("broken")


def P(task_id, fn=ok, **kw):
    return PythonOperator(task_id=task_id, python_callable=fn, **kw)


with DAG("fail_fast_mid_chain", schedule=None, start_date=datetime(2024, 1, 1), fail_fast=True):
    P("a") >> P("b", fail) >> P("c") >> P("d")
