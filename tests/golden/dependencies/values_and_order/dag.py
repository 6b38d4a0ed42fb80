"""Values are passed on, everything else is only waited for."""

from datetime import datetime

from airflow.providers.standard.operators.empty import EmptyOperator
from airflow.sdk import DAG, task


@task
def extract():
    return [1, 2, 3]


@task
def transform(rows):
    return [row * 2 for row in rows]


@task
def load(rows, source):
    print(len(rows), source)


@task
def lock():
    print("locked")


@task
def notify():
    print("done")


with DAG("values_and_order", schedule=None, start_date=datetime(2024, 1, 1)):
    start = EmptyOperator(task_id="start")
    rows = extract()
    locked = lock()
    loaded = load(transform(rows), rows)
    start >> [rows, locked]
    locked >> loaded >> notify()
