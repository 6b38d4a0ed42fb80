# A scope in a group, with mapped work of which one run fails.
from datetime import datetime

from airflow.sdk import (
    DAG,
    setup,
    task,
    task_group,
    teardown,
)

with DAG("setup_group_mapped_work", schedule=None, start_date=datetime(2024, 1, 1)):

    @setup
    def create():
        return [1, 2, 3]

    @teardown
    def delete():
        return "gone"

    @task_group
    def g():
        @task
        def work(v):
            if v == 2:
                raise ValueError("2")
            return v

        @task(trigger_rule="all_done")
        def total(vs):
            return sum(vs)

        c = create()
        d = delete()
        c >> d
        r = work.expand(v=c)
        total(r) >> d

    g()
