# A branch pushes its choice when nothing had to be skipped.
from datetime import datetime

from airflow.providers.standard.operators.python import BranchPythonOperator, PythonOperator
from airflow.sdk import DAG


def choose():
    return ["left", "right"]


def ok():
    return "done"


with DAG(
    "branch_return_value_when_nothing_skipped",
    schedule=None,
    start_date=datetime(2024, 1, 1),
    catchup=False,
):
    branch = BranchPythonOperator(task_id="choose", python_callable=choose)
    left = PythonOperator(task_id="left", python_callable=ok)
    right = PythonOperator(task_id="right", python_callable=ok)
    branch >> [left, right]
