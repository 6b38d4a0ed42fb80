# pre_execute that skips.
from datetime import datetime

from airflow.providers.standard.operators.python import PythonOperator
from airflow.sdk import DAG
from airflow.sdk.exceptions import AirflowSkipException


def gate(context):
    raise AirflowSkipException("closed")


def ok():
    return "done"


with DAG("classic_pre_execute", schedule=None, start_date=datetime(2024, 1, 1)):
    a = PythonOperator(task_id="a", python_callable=ok, pre_execute=gate)
    b = PythonOperator(task_id="b", python_callable=ok, trigger_rule="none_failed")
    a >> b
