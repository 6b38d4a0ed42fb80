"""Pulls become parameters, pushes become part of the result."""

from datetime import datetime

from airflow.sdk import DAG
from airflow.providers.standard.operators.python import PythonOperator


def extract():
    return [3, 1, 2]


def transform(**context):
    ti = context["ti"]
    # what extract returned
    rows = ti.xcom_pull(task_ids="extract")
    ti.xcom_push(key="count", value=len(rows))
    ti.xcom_push(key="largest", value=max(rows))
    return [row * 2 for row in rows]


def load(ti, ds):
    print(ds, ti.xcom_pull(task_ids="transform", key="count"))
    for row in ti.xcom_pull(task_ids="transform"):
        print(row)


with DAG("numbers", schedule=None, start_date=datetime(2024, 1, 1)):
    tasks = [
        PythonOperator(task_id=step.__name__, python_callable=step)
        for step in (extract, transform, load)
    ]
    tasks[0] >> tasks[1] >> tasks[2]
