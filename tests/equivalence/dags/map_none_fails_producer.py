# A task that returns None but feeds an expand fails.
from datetime import datetime

from airflow.sdk import DAG, task

with DAG("map_none_fails_producer", schedule=None, start_date=datetime(2024, 1, 1)):

    @task
    def names():
        return None

    @task
    def load(name):
        return name

    @task(trigger_rule="all_done")
    def after():
        return "after"

    load.expand(name=names()) >> after()
