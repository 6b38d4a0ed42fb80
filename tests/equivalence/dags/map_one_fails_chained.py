# One element fails: the next mapped task is never expanded.
from datetime import datetime

from airflow.sdk import DAG, task

with DAG("map_one_fails_chained", schedule=None, start_date=datetime(2024, 1, 1)):

    @task
    def load(x):
        if x == 2:
            raise ValueError("broken")
        return x

    @task
    def check(x):
        return x

    check.expand(x=load.expand(x=[1, 2, 3]))
