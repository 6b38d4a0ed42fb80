# expand_kwargs over a dict and the result of a task.
from datetime import datetime

from airflow.sdk import DAG, task


@task
def f(a, b=5):
    return [a, b]


@task
def one():
    return {"a": 10}


with DAG("map_expand_kwargs_of_xcoms", schedule=None, start_date=datetime(2024, 1, 1)):
    f.expand_kwargs([{"a": 1}, one()])
