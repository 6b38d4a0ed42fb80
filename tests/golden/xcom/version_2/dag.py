"""What Airflow 2 does otherwise: defaults count, missing ones are left out; untraceable pulls."""

from datetime import datetime

from airflow import DAG
from airflow.operators.python import PythonOperator


def first():
    print("nothing returned")


def second(ti):
    rows = ti.xcom_pull(task_ids="first", default=[])
    print(rows, ti.xcom_pull(task_ids=["first"]))


def third(task_name, ti):
    """Read whatever the run names."""
    print(ti.xcom_pull(task_ids=[choose()]))
    print(task_name)


def choose():
    return "first"


with DAG("old", schedule_interval=None, start_date=datetime(2024, 1, 1)) as dag:
    one = PythonOperator(task_id="first", python_callable=first)
    two = PythonOperator(task_id="second", python_callable=second)
    one >> two >> PythonOperator(task_id="third", python_callable=third, op_args=["x"])
