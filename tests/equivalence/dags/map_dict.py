# expand over a dict: pairs of key and value.
from datetime import datetime

from airflow.sdk import DAG, task

with DAG("map_dict", schedule=None, start_date=datetime(2024, 1, 1)):

    @task
    def show(item):
        return list(item)

    show.expand(item={"a": 1, "b": 2})
