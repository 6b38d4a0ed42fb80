"""A loop stays a loop, and what comes after it waits for the list."""

from datetime import datetime

from airflow.providers.standard.operators.empty import EmptyOperator
from airflow.providers.standard.operators.python import PythonOperator
from airflow.sdk import DAG

TABLES = ["users", "orders", "items"]


def load_table(table):
    print("load", table)


def check_table(table):
    print("check", table)


def build_report():
    print("report")


with DAG("tables", schedule=None, start_date=datetime(2024, 1, 1)):
    start = EmptyOperator(task_id="start")
    report = PythonOperator(task_id="report", python_callable=build_report)
    for table in TABLES:
        load = PythonOperator(
            task_id=f"load_{table}", python_callable=load_table, op_kwargs={"table": table}
        )
        check = PythonOperator(
            task_id=f"check_{table}", python_callable=check_table, op_args=[table]
        )
        start >> load >> check >> report
