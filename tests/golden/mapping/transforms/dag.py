"""XComArg.map and zip are small tasks of their own."""

from datetime import datetime

from airflow.sdk import DAG, task


@task
def names():
    return ["a", "b"]


@task
def sizes():
    return [1, 2]


def upper(name):
    return name.upper()


@task
def load(row):
    print(row)


with DAG("transforms", schedule=None, start_date=datetime(2024, 1, 1)):
    load.expand(row=names().map(upper).zip(sizes()))
