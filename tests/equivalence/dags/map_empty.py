# expand over an empty list: skipped, and so is an all_success reader.
from datetime import datetime

from airflow.sdk import DAG, task

with DAG("map_empty", schedule=None, start_date=datetime(2024, 1, 1)):

    @task
    def names():
        return []

    @task
    def load(name):
        return name

    @task
    def strict(values):
        return list(values)

    @task(trigger_rule="none_failed")
    def lenient(values):
        return list(values)

    loaded = load.expand(name=names())
    strict(loaded)
    lenient(loaded)
