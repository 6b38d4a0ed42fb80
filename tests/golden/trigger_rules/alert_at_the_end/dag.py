"""A task that looks for failures at the end: the flow waits and asks."""

from datetime import datetime

from airflow.providers.standard.operators.python import PythonOperator
from airflow.sdk import DAG


def work():
    return 1


def alert():
    print("something failed")


with DAG("alert_at_the_end", schedule=None, start_date=datetime(2024, 1, 1)):
    extract = PythonOperator(task_id="extract", python_callable=work)
    load = PythonOperator(task_id="load", python_callable=work)
    alert_task = PythonOperator(
        task_id="alert", python_callable=alert, trigger_rule="one_failed"
    )
    [extract, load] >> alert_task
