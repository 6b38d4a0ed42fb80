# AirflowSkipException raised inside a try with a finally, through a helper function.
from datetime import datetime

from airflow.providers.standard.operators.python import PythonOperator
from airflow.sdk import DAG
from airflow.sdk.exceptions import AirflowSkipException

LOG = []


def stop_if_empty(rows):
    if not rows:
        raise AirflowSkipException("empty")


def load():
    try:
        stop_if_empty([])
        return "loaded"
    finally:
        LOG.append("closed")


def ok():
    return "done"


with DAG("skip_in_try", schedule=None, start_date=datetime(2024, 1, 1)):
    loading = PythonOperator(task_id="loading", python_callable=load)
    b = PythonOperator(task_id="b", python_callable=ok)
    c = PythonOperator(task_id="c", python_callable=ok, trigger_rule="all_done")
    loading >> [b, c]
