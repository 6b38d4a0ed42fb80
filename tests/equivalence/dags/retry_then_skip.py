# A first try fails, the second one skips.
from datetime import datetime, timedelta

from airflow.providers.standard.operators.python import PythonOperator
from airflow.sdk import DAG
from airflow.sdk.exceptions import AirflowSkipException


def ok(v=1):
    return v


def fail():
    raise ValueError("broken")


def skip():
    raise AirflowSkipException("not today")


def P(task_id, fn=ok, **kw):
    return PythonOperator(task_id=task_id, python_callable=fn, **kw)


def tryit(ti):
    if ti.try_number == 1:
        raise ValueError
    if ti.try_number == 2:
        raise AirflowSkipException
    return 3


with DAG("retry_then_skip", schedule=None, start_date=datetime(2024, 1, 1)):
    a = P(
        "a",
        tryit,
        retries=3,
        retry_delay=timedelta(seconds=0.1),
        retry_exponential_backoff=True,
        max_retry_delay=timedelta(seconds=1),
    )
    a >> P("b")
    a >> P("c", trigger_rule="none_failed")
