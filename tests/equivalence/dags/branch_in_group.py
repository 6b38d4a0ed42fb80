# A branch inside a group returns full ids.
from datetime import datetime

from airflow.providers.standard.operators.python import BranchPythonOperator, PythonOperator
from airflow.sdk import DAG, TaskGroup


def choose():
    return "work.left"


def ok():
    return "done"


with DAG("branch_in_group", schedule=None, start_date=datetime(2024, 1, 1)):
    with TaskGroup("work"):
        pick = BranchPythonOperator(task_id="pick", python_callable=choose)
        left = PythonOperator(task_id="left", python_callable=ok)
        right = PythonOperator(task_id="right", python_callable=ok)
        pick >> [left, right]
