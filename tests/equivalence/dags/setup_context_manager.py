# The teardown as a context manager around the work.
from datetime import datetime

from airflow.providers.standard.operators.python import PythonOperator
from airflow.sdk import DAG


def note(text):
    return text


with DAG("setup_context_manager", schedule=None, start_date=datetime(2024, 1, 1)):
    create = PythonOperator(task_id="create", python_callable=note, op_args=["created"])
    delete = PythonOperator(task_id="delete", python_callable=note, op_args=["deleted"])
    with delete.as_teardown(setups=create):
        first = PythonOperator(task_id="first", python_callable=note, op_args=["one"])
        second = PythonOperator(task_id="second", python_callable=note, op_args=["two"])
        first >> second
