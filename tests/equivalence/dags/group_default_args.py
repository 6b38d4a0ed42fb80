# default_args of a group win over those of the DAG.
from datetime import datetime, timedelta

from airflow.providers.standard.operators.python import PythonOperator
from airflow.sdk import DAG, TaskGroup


def flaky(ti):
    if ti.try_number == 1:
        raise ValueError("again")
    return ti.try_number


with DAG(
    "group_default_args",
    schedule=None,
    start_date=datetime(2024, 1, 1),
    default_args={"retries": 0, "retry_delay": timedelta(seconds=0)},
    catchup=False,
):
    with TaskGroup("g", default_args={"retries": 1}):
        inside = PythonOperator(task_id="inside", python_callable=flaky)
    outside = PythonOperator(task_id="outside", python_callable=flaky)
