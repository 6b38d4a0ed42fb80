# expand_kwargs over a list of dicts, with defaults.
from datetime import datetime

from airflow.sdk import DAG, task

with DAG("map_expand_kwargs", schedule=None, start_date=datetime(2024, 1, 1)):

    @task
    def add(a, b=100):
        return a + b

    add.expand_kwargs([{"a": 1, "b": 2}, {"a": 3}])
