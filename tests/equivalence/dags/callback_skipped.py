# on_skipped_callback of a task that skips.
from datetime import datetime

from airflow.providers.standard.operators.python import PythonOperator
from airflow.sdk import DAG
from airflow.sdk.exceptions import AirflowSkipException

EVENTS = []


def note_skip(context):
    EVENTS.append(f"skipped {context['ti'].task_id}")


def note_success(context):
    EVENTS.append("success")


def skip():
    raise AirflowSkipException("nothing")


def read():
    return EVENTS


with DAG("callback_skipped", schedule=None, start_date=datetime(2024, 1, 1)):
    skipping = PythonOperator(
        task_id="skipping",
        python_callable=skip,
        on_skipped_callback=note_skip,
        on_success_callback=note_success,
    )
    seen = PythonOperator(task_id="seen", python_callable=read, trigger_rule="all_done")
    skipping >> seen
