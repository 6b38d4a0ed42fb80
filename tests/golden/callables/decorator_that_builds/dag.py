"""A decorator of the user's own that makes a task of a function."""

from datetime import datetime

from airflow.providers.standard.operators.python import PythonOperator
from airflow.sdk import DAG


def step(function):
    return PythonOperator(task_id=function.__name__, python_callable=function)


with DAG("steps", schedule=None, start_date=datetime(2024, 1, 1)):

    @step
    def load():
        return 1

    @step
    def report():
        return 2

    load >> report
