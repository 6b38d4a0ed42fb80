# A list of the results of tasks and of values.
from datetime import datetime

from airflow.sdk import DAG, task


@task
def one():
    return 1


@task
def f(v):
    return v


with DAG("map_list_of_xcoms", schedule=None, start_date=datetime(2024, 1, 1)):
    f.expand(v=[one(), 2, one()])
