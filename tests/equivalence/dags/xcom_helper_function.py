# A pull inside a helper function that gets ti.
from datetime import datetime

from airflow.providers.standard.operators.python import PythonOperator
from airflow.sdk import DAG


def read(ti, name):
    return ti.xcom_pull(task_ids=name)


def one():
    return 1


def two():
    return 2


def add(ti):
    return read(ti, "one") + read(ti, "two")


with DAG("xcom_helper_function", schedule=None, start_date=datetime(2024, 1, 1)):
    a = PythonOperator(task_id="one", python_callable=one)
    b = PythonOperator(task_id="two", python_callable=two)
    c = PythonOperator(task_id="c", python_callable=add)
    [a, b] >> c
