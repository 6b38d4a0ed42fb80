# One element fails: the reader is upstream_failed, an all_done reader gets the rest.
from datetime import datetime

from airflow.sdk import DAG, task

with DAG("map_one_fails", schedule=None, start_date=datetime(2024, 1, 1)):

    @task
    def load(x):
        if x == 2:
            raise ValueError("broken")
        return x

    @task
    def strict(values):
        return list(values)

    @task(trigger_rule="all_done")
    def lenient(values):
        return list(values)

    loaded = load.expand(x=[1, 2, 3])
    strict(loaded)
    lenient(loaded)
