# one_done does not count upstream_failed as done: the task is skipped.
from datetime import datetime

from airflow.providers.standard.operators.python import PythonOperator
from airflow.sdk import DAG


def ok():
    return "done"


def fail():
    raise ValueError("broken")


with DAG("rules_one_done_upstream_failed", schedule=None, start_date=datetime(2024, 1, 1)):
    f = PythonOperator(task_id="f", python_callable=fail)
    u = PythonOperator(task_id="u", python_callable=ok)
    b = PythonOperator(task_id="b", python_callable=ok, trigger_rule="one_done")
    f >> u >> b
