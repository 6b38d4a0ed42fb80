# A mapped PythonOperator with op_args from an upstream output.
from datetime import datetime

from airflow.providers.standard.operators.python import PythonOperator
from airflow.sdk import DAG


def plan():
    return [[1, 2], [3, 4]]


def add(a, b):
    return a + b


with DAG("map_classic_python", schedule=None, start_date=datetime(2024, 1, 1)):
    planned = PythonOperator(task_id="plan", python_callable=plan)
    PythonOperator.partial(task_id="add", python_callable=add).expand(op_args=planned.output)
