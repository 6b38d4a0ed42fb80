"""Tasks are written after what they need, whatever the order in the DAG file."""

from datetime import datetime

from airflow.providers.standard.operators.python import PythonOperator
from airflow.sdk import DAG


def work():
    return 1


with DAG("late_edges", schedule=None, start_date=datetime(2024, 1, 1)):
    publish = PythonOperator(task_id="publish", python_callable=work)
    check = PythonOperator(task_id="check", python_callable=work)
    load = PythonOperator(task_id="load", python_callable=work)
    publish << check
    check.set_upstream(load)
