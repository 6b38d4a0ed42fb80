# 2.x: a skip calls on_skipped and on_success.
# airflow: 2.10
from datetime import datetime

from airflow import DAG
from airflow.exceptions import AirflowSkipException
from airflow.operators.python import PythonOperator

EVENTS = []


def note_skip(context):
    EVENTS.append("skipped")


def note_success(context):
    EVENTS.append("success")


def skip():
    raise AirflowSkipException("nothing")


def read():
    return sorted(EVENTS)


with DAG("airflow2_skip_callbacks", schedule=None, start_date=datetime(2024, 1, 1)):
    skipping = PythonOperator(
        task_id="skipping",
        python_callable=skip,
        on_skipped_callback=note_skip,
        on_success_callback=note_success,
    )
    seen = PythonOperator(task_id="seen", python_callable=read, trigger_rule="all_done")
    skipping >> seen
