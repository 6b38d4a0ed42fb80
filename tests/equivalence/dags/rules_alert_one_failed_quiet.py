# An alert task with one_failed is skipped when nothing failed.
from datetime import datetime

from airflow.providers.standard.operators.python import PythonOperator
from airflow.sdk import DAG


def ok():
    return "done"


with DAG("rules_alert_one_failed_quiet", schedule=None, start_date=datetime(2024, 1, 1)):
    left = PythonOperator(task_id="left", python_callable=ok)
    right = PythonOperator(task_id="right", python_callable=ok)
    alert = PythonOperator(task_id="alert", python_callable=ok, trigger_rule="one_failed")
    [left, right] >> alert
