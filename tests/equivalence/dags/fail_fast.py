# fail_fast: the first failure stops what has not run yet.
from datetime import datetime

from airflow.providers.standard.operators.python import PythonOperator
from airflow.sdk import DAG


def fail():
    raise ValueError("broken")


def ok():
    return "done"


with DAG("fail_fast", schedule=None, start_date=datetime(2024, 1, 1), fail_fast=True):
    first = PythonOperator(task_id="first", python_callable=fail)
    second = PythonOperator(task_id="second", python_callable=ok)
    third = PythonOperator(task_id="third", python_callable=ok)
    first >> second >> third
