# @dag with TaskFlow tasks.
from datetime import datetime

from airflow.sdk import dag, task


@dag(schedule=None, start_date=datetime(2024, 1, 1), tags=["example"])
def taskflow_dag_decorator():
    """A small pipeline."""

    @task
    def extract():
        return [1, 2, 3]

    @task
    def load(rows):
        return sum(rows)

    load(extract())


taskflow_dag_decorator()
