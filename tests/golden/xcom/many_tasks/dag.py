"""One callable pulls from a task of its own loop, another one from all of them."""

from datetime import datetime

from airflow.sdk import DAG
from airflow.providers.standard.operators.python import PythonOperator

TABLES = ["customers", "orders"]


def extract(table):
    return [table]


def load(table, ti):
    rows = ti.xcom_pull(task_ids=f"extract_{table}")
    print(table, rows)


def report(ti):
    customers, orders = ti.xcom_pull(task_ids=["extract_customers", "extract_orders"])
    print(len(customers), len(orders))


with DAG("tables", schedule=None, start_date=datetime(2024, 1, 1)):
    reported = PythonOperator(task_id="report", python_callable=report)
    for table in TABLES:
        extracted = PythonOperator(
            task_id=f"extract_{table}", python_callable=extract, op_kwargs={"table": table}
        )
        loaded = PythonOperator(
            task_id=f"load_{table}", python_callable=load, op_kwargs={"table": table}
        )
        extracted >> loaded >> reported
