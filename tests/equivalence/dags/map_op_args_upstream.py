# op_args and op_kwargs from other tasks.
from datetime import datetime

from airflow.providers.standard.operators.python import (
    PythonOperator,
)
from airflow.sdk import DAG, task


@task
def args():
    return [[1, 2], [3, 4]]


@task
def kwargs():
    return [{"a": 1, "b": 2}, {"a": 3, "b": 4}]


def add(a, b):
    return a + b


with DAG("map_op_args_upstream", schedule=None, start_date=datetime(2024, 1, 1)):
    PythonOperator.partial(task_id="p", python_callable=add).expand(op_args=args())
    PythonOperator.partial(task_id="q", python_callable=add).expand(op_kwargs=kwargs())
    PythonOperator.partial(task_id="r", python_callable=add).expand(op_args=[[1, 2], [5, 6]])
    PythonOperator.partial(task_id="s", python_callable=add, op_kwargs={"b": 10}).expand(
        op_args=[[1], [2]]
    )
    PythonOperator.partial(task_id="t", python_callable=add).expand(op_args=[(1, 2), [5, 6]])
