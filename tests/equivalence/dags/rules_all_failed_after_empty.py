# all_failed and all_done behind a task that only joins.
from datetime import datetime

from airflow.providers.standard.operators.empty import EmptyOperator
from airflow.providers.standard.operators.python import PythonOperator
from airflow.sdk import DAG


def work():
    return "ran"


with DAG("rules_all_failed_after_empty", schedule=None, start_date=datetime(2024, 1, 1)):
    start = EmptyOperator(task_id="start")
    alert = PythonOperator(task_id="alert", python_callable=work, trigger_rule="all_failed")
    start >> alert
