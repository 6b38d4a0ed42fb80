# A watcher: one failure anywhere fails the run.
from datetime import datetime

from airflow.providers.standard.operators.python import PythonOperator
from airflow.sdk import DAG


def ok(v=1):
    return v


def fail():
    raise ValueError("broken")


def P(task_id, fn=ok, **kw):
    return PythonOperator(task_id=task_id, python_callable=fn, **kw)


with DAG("skip_watcher", schedule=None, start_date=datetime(2024, 1, 1)):
    a, b, c = P("a"), P("b", fail), P("c")
    a >> b >> c
    watcher = P("watcher", fail, trigger_rule="one_failed", retries=0)
    [a, b, c] >> watcher
