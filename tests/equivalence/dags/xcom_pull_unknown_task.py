# A task id that no task has, in a list.
from datetime import datetime

from airflow.providers.standard.operators.python import (
    PythonOperator,
)
from airflow.sdk import DAG


def push(ti):
    return "x"


def pull(ti):
    return ti.xcom_pull(task_ids=["push", "zz"])


with DAG("xcom_pull_unknown_task", schedule=None, start_date=datetime(2024, 1, 1)):
    PythonOperator(task_id="push", python_callable=push) >> PythonOperator(
        task_id="pull", python_callable=pull
    )
