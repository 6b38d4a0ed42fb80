# A mapped task group over nothing.
from datetime import datetime

from airflow.sdk import DAG, task, task_group

with DAG("map_group_empty", schedule=None, start_date=datetime(2024, 1, 1)):

    @task
    def numbers():
        return []

    @task
    def inner(x):
        return x

    @task_group
    def work(x):
        inner(x)

    @task(trigger_rule="none_failed")
    def after():
        return "after"

    work.expand(x=numbers()) >> after()
