# Two leaves, one of which fails: the run fails, the other leaf still runs.
from datetime import datetime

from airflow.providers.standard.operators.python import PythonOperator
from airflow.sdk import DAG


def ok():
    return "done"


def fail():
    raise ValueError("broken")


with DAG("rules_failed_leaf", schedule=None, start_date=datetime(2024, 1, 1)):
    start = PythonOperator(task_id="start", python_callable=ok)
    good = PythonOperator(task_id="good", python_callable=ok)
    bad = PythonOperator(task_id="bad", python_callable=fail)
    start >> [good, bad]
