# Conditions that skip: one without an answer, one with a message, stacked on @task.
from datetime import datetime

from airflow.sdk import (
    DAG,
    task,
)

with DAG("skip_condition_message", schedule=None, start_date=datetime(2024, 1, 1)):

    @task.run_if(lambda context: context["params"].get("go", False))
    @task
    def a():
        return 1

    @task.skip_if(lambda context: (True, "why"))
    @task
    def b():
        return 2

    @task(trigger_rule="all_done")
    def c(x, y):
        return [x, y]

    @task
    def d(x):
        return x

    ra, rb = a(), b()
    c(ra, rb)
    d(ra)
