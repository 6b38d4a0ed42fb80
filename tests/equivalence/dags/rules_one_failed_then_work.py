# A task after a one_failed alert runs only when the alert ran.
from datetime import datetime

from airflow.providers.standard.operators.python import PythonOperator
from airflow.sdk import DAG


def ok():
    return "done"


def fail():
    raise ValueError("broken")


with DAG("rules_one_failed_then_work", schedule=None, start_date=datetime(2024, 1, 1)):
    a = PythonOperator(task_id="a", python_callable=fail)
    alert = PythonOperator(task_id="alert", python_callable=ok, trigger_rule="one_failed")
    follow_up = PythonOperator(task_id="follow_up", python_callable=ok)
    a >> alert >> follow_up
