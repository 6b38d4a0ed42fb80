# A list of task ids that only the run knows.
from datetime import datetime

from airflow.sdk import DAG, task


@task
def which():
    return ["second", "first"]


@task
def first():
    return 1


@task
def second():
    return 2


@task
def read(names, ti=None):
    return ti.xcom_pull(task_ids=names)


with DAG("xcom_ids_of_the_run", schedule=None, start_date=datetime(2024, 1, 1)):
    r = read(which())
    [first(), second()] >> r
