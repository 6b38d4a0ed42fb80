# Every rule inside a mapped group, below a run that fails and one that skips.
from datetime import datetime

from airflow.sdk import (
    DAG,
    task,
    task_group,
)
from airflow.sdk.exceptions import AirflowSkipException

with DAG("map_group_every_rule", schedule=None, start_date=datetime(2024, 1, 1)):

    @task_group
    def g(v):
        @task
        def check(v):
            if v == 1:
                raise ValueError
            if v == 2:
                raise AirflowSkipException
            return v

        @task
        def w(v):
            return v

        rules = (
            "all_done",
            "all_failed",
            "all_skipped",
            "one_success",
            "none_failed",
            "none_skipped",
            "one_done",
            "none_failed_min_one_success",
        )
        c = check(v)
        w(c)
        for rule in rules:

            @task(task_id=rule, trigger_rule=rule)
            def r():
                return 1

            c >> r()

    g.expand(v=[0, 1, 2])
