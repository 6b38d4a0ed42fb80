# A short circuit in a group skips what comes after the group too.
from datetime import datetime

from airflow.providers.standard.operators.python import (
    PythonOperator,
    ShortCircuitOperator,
)
from airflow.sdk import DAG, TaskGroup


def ok(v=1):
    return v


def fail():
    raise ValueError("broken")


def P(task_id, fn=ok, **kw):
    return PythonOperator(task_id=task_id, python_callable=fn, **kw)


with DAG("short_inside_group", schedule=None, start_date=datetime(2024, 1, 1)):
    with TaskGroup("g"):
        c = ShortCircuitOperator(task_id="c", python_callable=lambda: False)
        c >> P("w") >> P("w2", trigger_rule="all_done")
    after = P("after", trigger_rule="none_failed")
    c.dag.task_group.children["g"] >> after
