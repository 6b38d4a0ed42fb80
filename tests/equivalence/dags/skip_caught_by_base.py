# A skip that the task itself catches as AirflowException is none.
from datetime import datetime

from airflow.providers.standard.operators.python import PythonOperator
from airflow.sdk import DAG
from airflow.sdk.exceptions import AirflowException, AirflowSkipException


def ok(v=1):
    return v


def fail():
    raise ValueError("broken")


def P(task_id, fn=ok, **kw):
    return PythonOperator(task_id=task_id, python_callable=fn, **kw)


def clean():
    try:
        raise AirflowSkipException("in try")
    except AirflowException:
        return "caught"


def reraise():
    try:
        raise ValueError("x")
    except ValueError as e:
        raise AirflowSkipException("because") from e


with DAG("skip_caught_by_base", schedule=None, start_date=datetime(2024, 1, 1)):
    P("a", clean) >> P("b")
    P("c", reraise) >> P("d") >> P("e", trigger_rule="none_failed")
