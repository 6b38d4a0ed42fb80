# one_failed inside a mapped group looks at its own index.
from datetime import datetime

from airflow.sdk import DAG, task, task_group

with DAG("map_group_one_failed_inside", schedule=None, start_date=datetime(2024, 1, 1)):

    @task
    def first(x):
        if x == 2:
            raise ValueError("broken")
        return x

    @task(trigger_rule="one_failed")
    def alert():
        return "alert"

    @task_group
    def work(x):
        first(x) >> alert()

    work.expand(x=[1, 2, 3])
