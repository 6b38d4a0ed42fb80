# A branch that returns a task which is no direct child: all children are skipped.
from datetime import datetime

from airflow.providers.standard.operators.python import BranchPythonOperator, PythonOperator
from airflow.sdk import DAG


def choose():
    return "deep"


def ok():
    return "done"


with DAG("branch_not_a_child", schedule=None, start_date=datetime(2024, 1, 1)):
    branch = BranchPythonOperator(task_id="choose", python_callable=choose)
    left = PythonOperator(task_id="left", python_callable=ok)
    right = PythonOperator(task_id="right", python_callable=ok)
    deep = PythonOperator(task_id="deep", python_callable=ok)
    branch >> [left, right]
    left >> deep
