"""`total` is the code of a task, and another function calls it."""

from datetime import datetime

from airflow import DAG
from airflow.operators.python import PythonOperator


def total():
    return 42


def report():
    print(total())


with DAG("sums", schedule=None, start_date=datetime(2024, 1, 1)) as dag:
    a = PythonOperator(task_id="total", python_callable=total)
    b = PythonOperator(task_id="report", python_callable=report)
    a >> b
