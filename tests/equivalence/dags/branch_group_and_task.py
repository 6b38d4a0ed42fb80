# A branch that follows a task in a group and another one beside it.
from datetime import datetime

from airflow.sdk import (
    DAG,
    task,
    task_group,
)

with DAG("branch_group_and_task", schedule=None, start_date=datetime(2024, 1, 1)):

    @task.branch
    def pick(v):
        if v is None:
            return None
        return ["g.a", "z"] if v > 1 else "g"

    @task
    def num():
        return 2

    @task_group
    def g():
        @task
        def a():
            return "a"

        @task
        def b():
            return "b"

        @task(trigger_rule="one_success")
        def c():
            return "c"

        [a(), b()] >> c()

    @task
    def z():
        return "z"

    @task(trigger_rule="none_failed_min_one_success")
    def end():
        return "end"

    p = pick(num())
    grp, last = g(), z()
    p >> [grp, last]
    [grp, last] >> end()
