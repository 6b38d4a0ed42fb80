# Task callbacks on success, failure and skip, seen by a later task.
from datetime import datetime

from airflow.providers.standard.operators.python import PythonOperator
from airflow.sdk import DAG

EVENTS = []


def note_success(context):
    EVENTS.append("success")


def note_failure(context):
    EVENTS.append("failure")


def fail():
    raise ValueError("broken")


def ok():
    return "done"


def read():
    return sorted(EVENTS)


with DAG("callback_task", schedule=None, start_date=datetime(2024, 1, 1)):
    good = PythonOperator(task_id="good", python_callable=ok, on_success_callback=note_success)
    bad = PythonOperator(task_id="bad", python_callable=fail, on_failure_callback=note_failure)
    blocked = PythonOperator(
        task_id="blocked", python_callable=ok, on_failure_callback=note_failure
    )
    seen = PythonOperator(task_id="seen", python_callable=read, trigger_rule="all_done")
    bad >> blocked
    [good, blocked] >> seen
