# A task group function called twice: the second one gets a suffix.
from datetime import datetime

from airflow.sdk import DAG, task, task_group

with DAG("group_decorated_twice", schedule=None, start_date=datetime(2024, 1, 1)):

    @task
    def double(x):
        return x * 2

    @task_group
    def compute(x):
        return double(double(x))

    @task
    def add(x, y):
        return x + y

    add(compute(1), compute(10))
