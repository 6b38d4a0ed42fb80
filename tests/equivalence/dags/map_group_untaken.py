# A branch that leaves out a mapped group.
from datetime import datetime

from airflow.sdk import (
    DAG,
    task,
    task_group,
)

with DAG("map_group_untaken", schedule=None, start_date=datetime(2024, 1, 1)):

    @task
    def src():
        return [1, 2]

    @task.branch
    def br():
        return "other"

    @task_group
    def g(v):
        @task
        def a(v):
            return v

        @task(trigger_rule="all_done")
        def b(v):
            return v

        b(a(v))

    @task
    def other():
        return 1

    br() >> [g.expand(v=src()), other()]
