# Every combination of op_args and op_kwargs.
from datetime import datetime

from airflow.providers.standard.operators.python import (
    PythonOperator,
)
from airflow.sdk import DAG


def add(a, b):
    return a + b


with DAG("map_op_args_and_kwargs", schedule=None, start_date=datetime(2024, 1, 1)):
    PythonOperator.partial(task_id="p", python_callable=add).expand(
        op_args=[[1], [2]], op_kwargs=[{"b": 10}, {"b": 20}]
    )
