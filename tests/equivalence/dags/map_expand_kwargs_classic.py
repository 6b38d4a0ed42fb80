# expand_kwargs of a classic operator.
from datetime import datetime

from airflow.providers.standard.operators.python import (
    PythonOperator,
)
from airflow.sdk import DAG


def add(a, b=1):
    return a + b


def prep():
    return [{"op_kwargs": {"a": 1}}, {"op_args": [2, 3]}]


with DAG("map_expand_kwargs_classic", schedule=None, start_date=datetime(2024, 1, 1)):
    PythonOperator.partial(task_id="p", python_callable=add).expand_kwargs(
        [{"op_args": [1]}, {"op_kwargs": {"a": 2, "b": 3}}]
    )
    src = PythonOperator(task_id="src", python_callable=prep)
    PythonOperator.partial(task_id="q", python_callable=add).expand_kwargs(src.output)
