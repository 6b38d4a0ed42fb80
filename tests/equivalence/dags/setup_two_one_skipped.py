# Two setups, one skipped: the teardown runs.
from datetime import datetime

from airflow.providers.standard.operators.python import PythonOperator
from airflow.sdk import DAG
from airflow.sdk.exceptions import AirflowSkipException


def ok(v=1):
    return v


def skip():
    raise AirflowSkipException("not today")


def P(task_id, fn=ok, **kw):
    return PythonOperator(task_id=task_id, python_callable=fn, **kw)


with DAG("setup_two_one_skipped", schedule=None, start_date=datetime(2024, 1, 1)):
    s1, s2, w = P("s1", skip), P("s2"), P("w")
    [s1, s2] >> w >> P("t").as_teardown(setups=[s1, s2])
