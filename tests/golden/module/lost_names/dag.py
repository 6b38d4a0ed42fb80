"""A function that only exists while the DAG is built: what reads it raises."""

from datetime import datetime

from airflow.providers.standard.operators.empty import EmptyOperator
from airflow.providers.standard.operators.python import PythonOperator
from airflow.sdk import DAG


def joint(name):
    return EmptyOperator(task_id=name)


def load():
    return joint.__name__


with DAG("steps", schedule=None, start_date=datetime(2024, 1, 1)):
    joint("start") >> PythonOperator(task_id="load", python_callable=load)
