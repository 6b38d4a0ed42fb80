"""Two tasks at once: a task that waits for another one takes no place."""

from datetime import datetime

from airflow.providers.standard.operators.python import PythonOperator
from airflow.sdk import DAG


def work():
    return 1


with DAG("few_at_once", schedule=None, start_date=datetime(2024, 1, 1), max_active_tasks=2):
    extract = PythonOperator(task_id="extract", python_callable=work)
    load = PythonOperator(task_id="load", python_callable=work)
    other = PythonOperator(task_id="other", python_callable=work)
    extract >> load
