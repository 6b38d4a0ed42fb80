# The branch is also a direct upstream of the join: choosing a path does not skip the join.
from datetime import datetime

from airflow.providers.standard.operators.python import BranchPythonOperator, PythonOperator
from airflow.sdk import DAG


def choose():
    return "left"


def ok():
    return "done"


with DAG("branch_empty_path", schedule=None, start_date=datetime(2024, 1, 1)):
    branch = BranchPythonOperator(task_id="choose", python_callable=choose)
    left = PythonOperator(task_id="left", python_callable=ok)
    join = PythonOperator(task_id="join", python_callable=ok)
    branch >> left >> join
    branch >> join
