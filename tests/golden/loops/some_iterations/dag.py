"""A task that only some iterations have stands in an `if`."""

from datetime import datetime

from airflow.providers.standard.operators.python import PythonOperator
from airflow.sdk import DAG

TABLES = ["users", "orders", "items"]


def load(table):
    print(table)


def mask(table):
    print("mask", table)


def report():
    print("report")


with DAG("some_iterations", schedule=None, start_date=datetime(2024, 1, 1)):
    last = PythonOperator(task_id="report", python_callable=report)
    for table in TABLES:
        loaded = PythonOperator(task_id=f"load_{table}", python_callable=load, op_args=[table])
        if table == "users":
            masked = PythonOperator(
                task_id=f"mask_{table}", python_callable=mask, op_args=[table]
            )
            loaded >> masked >> last
        else:
            loaded >> last
