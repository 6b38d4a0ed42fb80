# run_if and skip_if with a function of several statements.
from datetime import datetime

from airflow.sdk import (
    DAG,
    task,
)


def weekend(context):
    kind = context["params"].get("kind", "none")
    print(kind)
    return kind != "none"


with DAG(
    "skip_condition_function",
    schedule=None,
    start_date=datetime(2024, 1, 1),
    params={"kind": "none"},
):

    @task.run_if(weekend, "not now")
    @task
    def a():
        return 1

    @task.skip_if(weekend)
    @task
    def b():
        return 2

    @task.run_if(lambda ctx: True)
    @task.skip_if(lambda ctx: ctx["params"]["kind"] == "none")
    @task
    def c():
        return 3

    @task(trigger_rule="none_failed")
    def d():
        return 4

    [a(), b(), c()] >> d()
