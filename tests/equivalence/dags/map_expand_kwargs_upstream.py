# expand_kwargs over an upstream list, with a partial argument.
from datetime import datetime

from airflow.sdk import DAG, task

with DAG("map_expand_kwargs_upstream", schedule=None, start_date=datetime(2024, 1, 1)):

    @task
    def plan():
        return [{"a": 1, "b": 2}, {"a": 3, "b": 4}]

    @task
    def add(a, b, c):
        return a + b + c

    add.partial(c=1000).expand_kwargs(plan())
