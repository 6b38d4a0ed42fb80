"""A short circuit before the rest of the flow."""

from datetime import datetime

from airflow.sdk import DAG, task


@task
def count():
    return 3


@task.short_circuit
def any_rows(rows):
    return rows > 0


@task
def load(rows):
    return rows


@task
def report(rows):
    print(rows)


with DAG("short_circuit", schedule=None, start_date=datetime(2024, 1, 1)):
    rows = count()
    loaded = load(rows)
    any_rows(rows) >> loaded
    report(loaded)
