# A mapped task group: each index runs the whole group.
from datetime import datetime

from airflow.sdk import DAG, task, task_group

with DAG("map_group", schedule=None, start_date=datetime(2024, 1, 1)):

    @task
    def add_one(x):
        return x + 1

    @task
    def double(x):
        return x * 2

    @task_group
    def work(x):
        return double(add_one(x))

    @task
    def total(values):
        return sum(values)

    total(work.expand(x=[1, 2, 3]))
