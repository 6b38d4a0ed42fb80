# all_failed at the end of the graph fires when both sources failed.
from datetime import datetime

from airflow.providers.standard.operators.python import PythonOperator
from airflow.sdk import DAG


def ok():
    return "done"


def fail():
    raise ValueError("broken")


with DAG("rules_alert_all_failed", schedule=None, start_date=datetime(2024, 1, 1)):
    left = PythonOperator(task_id="left", python_callable=fail)
    right = PythonOperator(task_id="right", python_callable=fail)
    give_up = PythonOperator(task_id="give_up", python_callable=ok, trigger_rule="all_failed")
    [left, right] >> give_up
