# Setup and teardown in a mapped group: each index has its own.
from datetime import datetime

from airflow.sdk import (
    DAG,
    setup,
    task,
    task_group,
    teardown,
)

with DAG("setup_mapped_group", schedule=None, start_date=datetime(2024, 1, 1)):

    @task_group
    def tg(v):
        @setup
        def s(v):
            if v == 2:
                raise ValueError("s")
            return v

        @task
        def w():
            return 1

        @task(trigger_rule="all_done")
        def w2():
            return 1

        @teardown
        def t():
            return 0

        a, b, c, d = s(v), w(), w2(), t()
        a >> b >> c >> d
        a >> d

    tg.expand(v=[1, 2, 3])
