# One element of a mapped task needs a second try.
from datetime import datetime, timedelta

from airflow.sdk import DAG, task

with DAG("retry_mapped", schedule=None, start_date=datetime(2024, 1, 1)):

    @task(retries=1, retry_delay=timedelta(seconds=0))
    def work(x, ti=None):
        if x == 2 and ti.try_number == 1:
            raise ValueError("again")
        return x * 10

    @task
    def total(values):
        return sum(values)

    total(work.expand(x=[1, 2, 3]))
