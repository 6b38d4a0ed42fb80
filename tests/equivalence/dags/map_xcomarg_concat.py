# XComArg.concat puts two lists together.
from datetime import datetime

from airflow.sdk import DAG, task

with DAG("map_xcomarg_concat", schedule=None, start_date=datetime(2024, 1, 1)):

    @task
    def first():
        return [1, 2]

    @task
    def second():
        return [3]

    @task
    def show(x):
        return x * 10

    show.expand(x=first().concat(second()))
