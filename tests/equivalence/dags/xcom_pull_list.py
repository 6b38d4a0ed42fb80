# Pulling from a list of tasks, one of which returned nothing.
from datetime import datetime

from airflow.providers.standard.operators.python import PythonOperator
from airflow.sdk import DAG


def one():
    return 1


def nothing():
    return None


def three():
    return 3


def collect(ti):
    return ti.xcom_pull(task_ids=["three", "nothing", "one"])


with DAG("xcom_pull_list", schedule=None, start_date=datetime(2024, 1, 1)):
    a = PythonOperator(task_id="one", python_callable=one)
    b = PythonOperator(task_id="nothing", python_callable=nothing)
    c = PythonOperator(task_id="three", python_callable=three)
    d = PythonOperator(task_id="d", python_callable=collect)
    [a, b, c] >> d
