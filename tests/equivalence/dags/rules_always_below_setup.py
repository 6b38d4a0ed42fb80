# A failed setup stops every task in its scope, whatever its rule, but for `always`.
from datetime import datetime

from airflow.providers.standard.operators.python import PythonOperator
from airflow.sdk import DAG


def ok(v=1):
    return v


def fail():
    raise ValueError("broken")


def P(task_id, fn=ok, **kw):
    return PythonOperator(task_id=task_id, python_callable=fn, **kw)


with DAG("rules_always_below_setup", schedule=None, start_date=datetime(2024, 1, 1)):
    s = P("s", fail).as_setup()
    a, b = P("a"), P("b", trigger_rule="always")
    c = P("c", trigger_rule="one_failed")
    t = P("t").as_teardown(setups=s)
    s >> a >> [b, c] >> t
    out = P("out", trigger_rule="all_done")
    a >> out
