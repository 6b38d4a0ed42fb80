# 2.x: one_failed in a mapped group (3.x semantics differ).
# airflow: 2.10
from datetime import datetime

from airflow import DAG
from airflow.decorators import task, task_group

with DAG("airflow2_one_failed_mapped_group", schedule=None, start_date=datetime(2024, 1, 1)):

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
