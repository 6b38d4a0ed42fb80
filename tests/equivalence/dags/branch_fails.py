# A branch whose callable raises: the paths are upstream_failed.
from datetime import datetime

from airflow.providers.standard.operators.python import BranchPythonOperator, PythonOperator
from airflow.sdk import DAG


def choose():
    raise ValueError("cannot decide")


def ok():
    return "done"


with DAG("branch_fails", schedule=None, start_date=datetime(2024, 1, 1)):
    branch = BranchPythonOperator(task_id="choose", python_callable=choose)
    left = PythonOperator(task_id="left", python_callable=ok)
    right = PythonOperator(task_id="right", python_callable=ok)
    join = PythonOperator(
        task_id="join", python_callable=ok, trigger_rule="none_failed_min_one_success"
    )
    branch >> [left, right] >> join
