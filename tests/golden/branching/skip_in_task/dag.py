"""A task that skips itself, and a join that does not mind."""

from datetime import datetime

from airflow.exceptions import AirflowSkipException
from airflow.sdk import DAG, task


@task
def fetch():
    if datetime.now().weekday() == 6:
        raise AirflowSkipException("closed on Sundays")
    return [1, 2]


@task
def load(rows):
    print(rows)


@task(trigger_rule="none_failed")
def report():
    print("report")


with DAG("skip_in_task", schedule=None, start_date=datetime(2024, 1, 1)):
    load(fetch()) >> report()
