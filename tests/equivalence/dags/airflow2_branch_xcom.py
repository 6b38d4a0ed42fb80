# 2.x: a branch pushes its choice also when something is skipped.
# airflow: 2.10
from datetime import datetime

from airflow import DAG
from airflow.operators.python import BranchPythonOperator, PythonOperator


def choose():
    return "left"


def ok():
    return "done"


with DAG("airflow2_branch_xcom", schedule=None, start_date=datetime(2024, 1, 1)):
    branch = BranchPythonOperator(task_id="choose", python_callable=choose)
    left = PythonOperator(task_id="left", python_callable=ok)
    right = PythonOperator(task_id="right", python_callable=ok)
    branch >> [left, right]
