# A skipped leaf and a failed leaf: the run fails.
from datetime import datetime

from airflow.providers.standard.operators.python import PythonOperator
from airflow.sdk import DAG
from airflow.sdk.exceptions import AirflowSkipException


def fail():
    raise ValueError("broken")


def skip():
    raise AirflowSkipException("nothing to do")


with DAG("skip_leaf_and_failure", schedule=None, start_date=datetime(2024, 1, 1)):
    k = PythonOperator(task_id="k", python_callable=skip)
    f = PythonOperator(task_id="f", python_callable=fail)
