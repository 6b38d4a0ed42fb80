# One index of a mapped group fails; the others go on.
from datetime import datetime

from airflow.sdk import DAG, task, task_group

with DAG("map_group_one_fails", schedule=None, start_date=datetime(2024, 1, 1)):

    @task
    def first(x):
        if x == 2:
            raise ValueError("broken")
        return x

    @task
    def second(x):
        return x * 10

    @task_group
    def work(x):
        second(first(x))

    @task
    def strict():
        return "all"

    @task(trigger_rule="all_done")
    def lenient():
        return "whatever"

    worked = work.expand(x=[1, 2, 3])
    worked >> [strict(), lenient()]
