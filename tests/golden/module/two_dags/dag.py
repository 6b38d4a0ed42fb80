"""Two DAGs in one file share a function."""

from datetime import datetime

from airflow import DAG
from airflow.operators.python import PythonOperator


def ping(host="localhost"):
    print("ping", host)


with DAG("ping-morning", schedule="0 6 * * *", start_date=datetime(2024, 1, 1)):
    PythonOperator(task_id="ping", python_callable=ping)

with DAG("ping-evening", schedule="0 18 * * *", start_date=datetime(2024, 1, 1)):
    PythonOperator(task_id="ping", python_callable=ping, op_kwargs={"host": "example.org"})
