# What was pushed before a skip can be read.
from datetime import datetime

from airflow.providers.standard.operators.python import PythonOperator
from airflow.sdk import DAG
from airflow.sdk.exceptions import AirflowSkipException


def push(ti):
    ti.xcom_push("progress", 3)
    raise AirflowSkipException("no")


def pull(ti):
    return ti.xcom_pull(task_ids="push", key="progress")


with DAG("xcom_pushed_before_skip", schedule=None, start_date=datetime(2024, 1, 1)):
    PythonOperator(task_id="push", python_callable=push) >> PythonOperator(
        task_id="pull", python_callable=pull, trigger_rule="none_failed"
    )
