"""A list made at run time, a task for each element, one for all results."""

from datetime import datetime

from airflow.sdk import DAG, task


@task
def list_files():
    return ["a.csv", "b.csv"]


@task
def count_rows(path, factor):
    return len(path) * factor


@task
def total(counts):
    print(sum(counts))


@task
def heartbeat():
    print("alive")


with DAG("map_reduce", schedule=None, start_date=datetime(2024, 1, 1)):
    total(count_rows.partial(factor=2).expand(path=list_files()))
    heartbeat()
