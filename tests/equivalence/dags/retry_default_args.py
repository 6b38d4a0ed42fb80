# Retries from default_args, one task says otherwise.
from datetime import datetime, timedelta

from airflow.providers.standard.operators.python import PythonOperator
from airflow.sdk import DAG


def third_time(ti):
    if ti.try_number < 3:
        raise ValueError("not yet")
    return ti.try_number


with DAG(
    "retry_default_args",
    schedule=None,
    start_date=datetime(2024, 1, 1),
    default_args={"retries": 2, "retry_delay": timedelta(seconds=0)},
    catchup=False,
):
    a = PythonOperator(task_id="a", python_callable=third_time)
    b = PythonOperator(task_id="b", python_callable=third_time, retries=0)
