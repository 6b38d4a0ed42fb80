# none_failed runs even when every upstream was skipped.
from datetime import datetime

from airflow.providers.standard.operators.python import PythonOperator
from airflow.sdk import DAG
from airflow.sdk.exceptions import AirflowSkipException


def ok():
    return "done"


def skip():
    raise AirflowSkipException("nothing to do")


with DAG("rules_none_failed_all_skipped", schedule=None, start_date=datetime(2024, 1, 1)):
    k = PythonOperator(task_id="k", python_callable=skip)
    b = PythonOperator(task_id="b", python_callable=ok, trigger_rule="none_failed")
    c = PythonOperator(task_id="c", python_callable=ok, trigger_rule="none_failed_min_one_success")
    k >> [b, c]
