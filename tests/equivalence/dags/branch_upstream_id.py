# A branch that returns an upstream task's id skips nothing.
from datetime import datetime

from airflow.providers.standard.operators.python import BranchPythonOperator, PythonOperator
from airflow.sdk import DAG


def choose():
    return "before"


def ok():
    return "done"


with DAG("branch_upstream_id", schedule=None, start_date=datetime(2024, 1, 1)):
    before = PythonOperator(task_id="before", python_callable=ok)
    branch = BranchPythonOperator(task_id="choose", python_callable=choose)
    left = PythonOperator(task_id="left", python_callable=ok)
    right = PythonOperator(task_id="right", python_callable=ok)
    before >> branch >> [left, right]
