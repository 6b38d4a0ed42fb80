# A failed task whose only leaf is skipped: the run is a success.
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


with DAG("rules_leaf_skipped_hides_failure", schedule=None, start_date=datetime(2024, 1, 1)):
    a = PythonOperator(task_id="a", python_callable=fail)
    k = PythonOperator(task_id="k", python_callable=skip)
    b = PythonOperator(task_id="b", python_callable=ok, trigger_rule="all_skipped")
    [a, k] >> b
