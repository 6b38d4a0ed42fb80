# Objects, bytes, ranges and NaN fail their task.
from datetime import datetime

from airflow.sdk import DAG, task


@task
def a():
    return object()


@task
def a2():
    return {"x": b"bytes"}


@task
def a3():
    return range(3)


@task
def a4():
    return float("nan")


@task(trigger_rule="all_done")
def b():
    return "ran"


with DAG("xcom_builtins_not_storable", schedule=None, start_date=datetime(2024, 1, 1)):
    [a(), a2(), a3(), a4()] >> b()
