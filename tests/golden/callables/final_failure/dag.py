"""A failure that no retry mends."""

from datetime import datetime

from airflow.exceptions import AirflowFailException
from airflow.sdk import DAG, task

with DAG("strict", schedule=None, start_date=datetime(2024, 1, 1), default_args={"retries": 3}):

    @task
    def check(number: int):
        if number < 0:
            raise AirflowFailException(f"{number} is below zero")
        return number

    check(5)
