# A mapped PythonOperator with literal op_kwargs.
from datetime import datetime

from airflow.providers.standard.operators.python import PythonOperator
from airflow.sdk import DAG


def add(a, b=10):
    return a + b


with DAG("map_classic_op_kwargs", schedule=None, start_date=datetime(2024, 1, 1)):
    PythonOperator.partial(task_id="add", python_callable=add).expand(
        op_kwargs=[{"a": 1}, {"a": 2, "b": 20}]
    )
