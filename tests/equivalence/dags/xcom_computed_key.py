# Keys that are computed in a loop, pushed and pulled.
from datetime import datetime

from airflow.providers.standard.operators.python import (
    PythonOperator,
)
from airflow.sdk import DAG


def push(ti):
    for i in range(3):
        ti.xcom_push(key=f"k{i}", value=i * 10)


def pull(ti):
    return [ti.xcom_pull(task_ids="push", key=f"k{i}") for i in range(3)]


with DAG("xcom_computed_key", schedule=None, start_date=datetime(2024, 1, 1)):
    PythonOperator(task_id="push", python_callable=push) >> PythonOperator(
        task_id="pull", python_callable=pull
    )
