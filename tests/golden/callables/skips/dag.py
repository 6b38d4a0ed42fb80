"""A task that ends skipped, in the task function itself."""

from datetime import datetime

from airflow.exceptions import AirflowSkipException
from airflow.sdk import DAG, task

with DAG("weekdays", schedule="@daily", start_date=datetime(2024, 1, 1)):

    @task
    def only_mondays(logical_date=None) -> str:
        if logical_date.weekday() != 0:
            raise AirflowSkipException("not a Monday")
        return "report"

    @task
    def send(what):
        print(what)

    send(only_mondays())
