# A short circuit that also pushes an XCom.
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


def tell(ti, **kwargs):
    n = ti.xcom_pull(task_ids="count")
    ti.xcom_push(key="seen", value=n)
    return n > 2


def many():
    return 1


with DAG("short_pushes", schedule=None, start_date=datetime(2024, 1, 1)):
    s = ShortCircuitOperator(task_id="s", python_callable=tell)
    P("count", many) >> s >> P("b")
    s >> P("c", lambda ti: ti.xcom_pull(task_ids="s", key="seen"), trigger_rule="all_done")
