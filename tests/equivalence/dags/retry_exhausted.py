# A task that fails on every try.
from datetime import datetime, timedelta

from airflow.providers.standard.operators.python import PythonOperator
from airflow.sdk import DAG


def broken():
    raise ValueError("never")


def ok():
    return "done"


with DAG("retry_exhausted", schedule=None, start_date=datetime(2024, 1, 1)):
    broken_task = PythonOperator(
        task_id="broken_task", python_callable=broken, retries=1, retry_delay=timedelta(seconds=0)
    )
    b = PythonOperator(task_id="b", python_callable=ok)
    broken_task >> b
