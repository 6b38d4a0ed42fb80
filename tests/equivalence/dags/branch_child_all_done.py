# An unchosen child with all_done is skipped all the same.
from datetime import datetime

from airflow.providers.standard.operators.python import BranchPythonOperator, PythonOperator
from airflow.sdk import DAG


def choose():
    return "left"


def ok():
    return "done"


with DAG("branch_child_all_done", schedule=None, start_date=datetime(2024, 1, 1)):
    branch = BranchPythonOperator(task_id="choose", python_callable=choose)
    left = PythonOperator(task_id="left", python_callable=ok)
    right = PythonOperator(task_id="right", python_callable=ok, trigger_rule="all_done")
    branch >> [left, right]
