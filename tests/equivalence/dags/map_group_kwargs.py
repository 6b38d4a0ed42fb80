# expand_kwargs of a task group.
from datetime import datetime

from airflow.sdk import DAG, task, task_group

with DAG("map_group_kwargs", schedule=None, start_date=datetime(2024, 1, 1)):

    @task
    def add(a, b):
        return a + b

    @task_group
    def work(a, b):
        return add(a, b)

    work.expand_kwargs([{"a": 1, "b": 2}, {"a": 3, "b": 4}])
