# An EmptyOperator with all_done as the last task hides a failure.
from datetime import datetime

from airflow.providers.standard.operators.empty import EmptyOperator
from airflow.providers.standard.operators.python import PythonOperator
from airflow.sdk import DAG


def ok():
    return "done"


def fail():
    raise ValueError("broken")


with DAG("rules_empty_all_done", schedule=None, start_date=datetime(2024, 1, 1)):
    a = PythonOperator(task_id="a", python_callable=fail)
    end = EmptyOperator(task_id="end", trigger_rule="all_done")
    a >> end
