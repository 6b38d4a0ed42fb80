# A skip passes down a chain of all_success tasks; the run is a success.
from datetime import datetime

from airflow.providers.standard.operators.python import PythonOperator
from airflow.sdk import DAG
from airflow.sdk.exceptions import AirflowSkipException


def ok():
    return "done"


def skip():
    raise AirflowSkipException("nothing to do")


with DAG("rules_skip_cascade", schedule=None, start_date=datetime(2024, 1, 1)):
    a = PythonOperator(task_id="a", python_callable=skip)
    b = PythonOperator(task_id="b", python_callable=ok)
    c = PythonOperator(task_id="c", python_callable=ok)
    a >> b >> c
