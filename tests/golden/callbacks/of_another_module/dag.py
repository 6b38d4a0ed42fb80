"""Callbacks that live in another module of the tree."""

from datetime import datetime

import alerts
from airflow.providers.standard.operators.python import PythonOperator
from airflow.sdk import DAG
from alerts import notify_failure


def load():
    return 1


with DAG(
    "shop",
    schedule=None,
    start_date=datetime(2024, 1, 1),
    default_args={"on_failure_callback": notify_failure},
    on_success_callback=alerts.celebrate,
):
    PythonOperator(task_id="load", python_callable=load)
