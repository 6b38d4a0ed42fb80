# expand over what an upstream task returns.
from datetime import datetime

from airflow.sdk import DAG, task

with DAG("map_upstream_list", schedule=None, start_date=datetime(2024, 1, 1)):

    @task
    def names():
        return ["a", "b", "c"]

    @task
    def load(name):
        return name.upper()

    @task
    def join(values):
        return "-".join(values)

    join(load.expand(name=names()))
