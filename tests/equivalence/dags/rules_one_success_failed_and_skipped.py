# one_success over a failed and a skipped upstream is upstream_failed, not skipped.
from datetime import datetime

from airflow.providers.standard.operators.python import PythonOperator
from airflow.sdk import DAG
from airflow.sdk.exceptions import AirflowSkipException


def ok():
    return "done"


def fail():
    raise ValueError("broken")


def skip():
    raise AirflowSkipException("nothing to do")


with DAG("rules_one_success_failed_and_skipped", schedule=None, start_date=datetime(2024, 1, 1)):
    f = PythonOperator(task_id="f", python_callable=fail)
    k = PythonOperator(task_id="k", python_callable=skip)
    b = PythonOperator(task_id="b", python_callable=ok, trigger_rule="one_success")
    [f, k] >> b
