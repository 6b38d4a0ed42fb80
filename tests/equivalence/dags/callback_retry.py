# on_retry_callback runs once for each retry.
from datetime import datetime, timedelta

from airflow.providers.standard.operators.python import PythonOperator
from airflow.sdk import DAG

EVENTS = []


def note_retry(context):
    EVENTS.append("retry")


def flaky(ti):
    if ti.try_number < 3:
        raise ValueError("again")
    return "done"


def read():
    return EVENTS


with DAG("callback_retry", schedule=None, start_date=datetime(2024, 1, 1)):
    trying = PythonOperator(
        task_id="trying",
        python_callable=flaky,
        retries=2,
        retry_delay=timedelta(seconds=0),
        on_retry_callback=note_retry,
    )
    seen = PythonOperator(task_id="seen", python_callable=read)
    trying >> seen
