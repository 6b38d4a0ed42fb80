"""A function that is a task, and is called by a task that is defined in a function."""

from datetime import datetime

from airflow.decorators import task
from airflow.models.dag import DAG
from airflow.operators.python import PythonOperator


def double(value):
    return 2 * value


def four_times(number):
    @task
    def again(value):
        return double(double(value))

    return again(number)


with DAG("doubles", start_date=datetime(2024, 1, 1), schedule=None):
    PythonOperator(task_id="once", python_callable=double, op_args=[3])
    four_times(3)
