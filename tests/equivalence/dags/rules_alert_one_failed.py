# An alert task at the end with one_failed, when one of two loads fails.
from datetime import datetime

from airflow.providers.standard.operators.python import PythonOperator
from airflow.sdk import DAG


def ok():
    return "done"


def fail():
    raise ValueError("broken")


with DAG("rules_alert_one_failed", schedule=None, start_date=datetime(2024, 1, 1)):
    left = PythonOperator(task_id="left", python_callable=ok)
    right = PythonOperator(task_id="right", python_callable=fail)
    alert = PythonOperator(task_id="alert", python_callable=ok, trigger_rule="one_failed")
    [left, right] >> alert
