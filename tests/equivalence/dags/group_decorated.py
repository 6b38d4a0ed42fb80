# @task_group with arguments and a returned value.
from datetime import datetime

from airflow.sdk import DAG, task, task_group

with DAG("group_decorated", schedule=None, start_date=datetime(2024, 1, 1)):

    @task
    def start():
        return 2

    @task
    def double(x):
        return x * 2

    @task
    def add(x, y):
        return x + y

    @task_group
    def compute(x, y=1):
        return add(double(x), y)

    @task
    def end(v):
        return f"result {v}"

    end(compute(start(), y=5))
