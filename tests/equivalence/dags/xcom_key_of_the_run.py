# A key that only the run knows.
from datetime import datetime

from airflow.sdk import DAG, task


@task
def keys():
    return ["a", "b"]


@task
def push(ti=None):
    ti.xcom_push("a", 1)
    ti.xcom_push("b", 2)


@task
def read(names, ti=None):
    return {name: ti.xcom_pull(task_ids="push", key=name) for name in names}


with DAG("xcom_key_of_the_run", schedule=None, start_date=datetime(2024, 1, 1)):
    k = keys()
    p = push()
    r = read(k)
    p >> r
