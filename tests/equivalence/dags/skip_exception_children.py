# AirflowSkipException skips the task and its all_success children, none_failed children run.
from datetime import datetime

from airflow.providers.standard.operators.python import PythonOperator
from airflow.sdk import DAG
from airflow.sdk.exceptions import AirflowSkipException


def skip():
    raise AirflowSkipException("nothing new")


def ok():
    return "done"


with DAG("skip_exception_children", schedule=None, start_date=datetime(2024, 1, 1)):
    source = PythonOperator(task_id="source", python_callable=skip)
    strict = PythonOperator(task_id="strict", python_callable=ok)
    lenient = PythonOperator(task_id="lenient", python_callable=ok, trigger_rule="none_failed")
    source >> [strict, lenient]
