# A list of task ids gives the results of mapped tasks one by one.
from datetime import datetime

from airflow.providers.standard.operators.python import (
    PythonOperator,
)
from airflow.sdk import DAG, task


def pull(ti):
    return list(ti.xcom_pull(task_ids=["f", "one"]))


@task
def f(v):
    return v


@task
def one():
    return 9


with DAG("map_pull_flattened", schedule=None, start_date=datetime(2024, 1, 1)):
    [f.expand(v=[5, 6]), one()] >> PythonOperator(task_id="pull", python_callable=pull)
