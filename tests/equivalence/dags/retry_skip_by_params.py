# Retries until a try that skips.
from datetime import datetime, timedelta

from airflow.providers.standard.operators.python import PythonOperator
from airflow.sdk import DAG
from airflow.sdk.exceptions import AirflowException, AirflowSkipException


def ok(v=1):
    return v


def fail():
    raise ValueError("broken")


def skip():
    raise AirflowSkipException("not today")


def P(task_id, fn=ok, **kw):
    return PythonOperator(task_id=task_id, python_callable=fn, **kw)


def maybe(ti, params):
    if params["mode"] == "retry" and ti.try_number < 3:
        raise AirflowException("again")
    if ti.try_number >= 2:
        raise AirflowSkipException("enough")
    return ti.try_number


with DAG(
    "retry_skip_by_params", schedule=None, start_date=datetime(2024, 1, 1), params={"mode": "retry"}
):
    a = P("a", maybe, retries=5, retry_delay=timedelta(milliseconds=10))
    a >> P("b", trigger_rule="all_skipped")
    a >> P("c", trigger_rule="none_failed")
