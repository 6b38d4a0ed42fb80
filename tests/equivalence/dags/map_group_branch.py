# A branch in a mapped group decides for its index.
# airflow: 2.10
from datetime import datetime

from airflow import DAG
from airflow.decorators import task, task_group

with DAG("map_group_branch", schedule=None, start_date=datetime(2024, 1, 1)):

    @task_group
    def g(v):
        @task.branch
        def br(v):
            return "g.one" if v == 1 else "g.more"

        @task
        def one():
            return 1

        @task
        def more():
            return 2

        @task(trigger_rule="none_failed_min_one_success")
        def join():
            return 3

        br(v) >> [one(), more()] >> join()

    g.expand(v=[1, 2, 3])
