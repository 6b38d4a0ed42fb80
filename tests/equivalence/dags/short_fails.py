# A short circuit that raises: what follows is upstream_failed.
from datetime import datetime

from airflow.providers.standard.operators.python import PythonOperator, ShortCircuitOperator
from airflow.sdk import DAG


def broken():
    raise ValueError("no answer")


def ok():
    return "done"


with DAG("short_fails", schedule=None, start_date=datetime(2024, 1, 1)):
    check = ShortCircuitOperator(task_id="check", python_callable=broken)
    a = PythonOperator(task_id="a", python_callable=ok)
    b = PythonOperator(task_id="b", python_callable=ok, trigger_rule="all_done")
    check >> a >> b
