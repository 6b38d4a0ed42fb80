# A task that returns a str but feeds an expand fails.
from datetime import datetime

from airflow.sdk import DAG, task

with DAG("map_str_fails_producer", schedule=None, start_date=datetime(2024, 1, 1)):

    @task
    def names():
        return "abc"

    @task
    def load(name):
        return name

    load.expand(name=names())
