# A scope inside a scope; the inner setup fails.
from datetime import datetime

from airflow.providers.standard.operators.python import PythonOperator
from airflow.sdk import DAG


def ok(v=1):
    return v


def fail():
    raise ValueError("broken")


def P(task_id, fn=ok, **kw):
    return PythonOperator(task_id=task_id, python_callable=fn, **kw)


with DAG("setup_nested_contexts", schedule=None, start_date=datetime(2024, 1, 1)):
    s1, t1 = P("s1").as_setup(), P("t1").as_teardown()
    s2, t2 = P("s2", fail).as_setup(), P("t2").as_teardown()
    with s1 >> t1:
        P("w0")
        with s2 >> t2:
            P("w1") >> P("w2", trigger_rule="all_done")
