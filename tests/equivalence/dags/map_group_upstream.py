# A mapped task group over an upstream list, with a partial argument.
from datetime import datetime

from airflow.sdk import DAG, task, task_group

with DAG("map_group_upstream", schedule=None, start_date=datetime(2024, 1, 1)):

    @task
    def numbers():
        return [1, 2]

    @task
    def scale(x, by):
        return x * by

    @task
    def shift(x):
        return x + 1

    @task_group
    def work(x, by):
        return shift(scale(x, by))

    @task
    def collect(values):
        return list(values)

    collect(work.partial(by=10).expand(x=numbers()))
