# A short circuit before the setup: the teardown is skipped with it.
from datetime import datetime

from airflow.providers.standard.operators.python import (
    PythonOperator,
    ShortCircuitOperator,
)
from airflow.sdk import DAG


def ok(v=1):
    return v


def P(task_id, fn=ok, **kw):
    return PythonOperator(task_id=task_id, python_callable=fn, **kw)


with DAG("setup_inside_short", schedule=None, start_date=datetime(2024, 1, 1)):
    c = ShortCircuitOperator(task_id="c", python_callable=lambda: False)
    s = P("s")
    c >> s >> P("w") >> P("t").as_teardown(setups=s)
