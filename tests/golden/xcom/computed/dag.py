from datetime import datetime

from airflow.providers.standard.operators.python import PythonOperator
from airflow.sdk import DAG, task

TABLES = ["orders", "customers"]


def count(ti):
    for number, table in enumerate(TABLES):
        ti.xcom_push(key=f"rows_{table}", value=number)


def total(ti):
    return sum(ti.xcom_pull(task_ids="count", key=f"rows_{table}") for table in TABLES)


with DAG("computed", schedule=None, start_date=datetime(2024, 1, 1)):

    @task
    def which():
        return "customers"

    @task
    def orders():
        return 1

    @task
    def customers():
        return 2

    @task
    def chosen(name, ti=None):
        return ti.xcom_pull(task_ids=name)

    counted = PythonOperator(task_id="count", python_callable=count)
    counted >> PythonOperator(task_id="total", python_callable=total)
    [orders(), customers()] >> chosen(which())
