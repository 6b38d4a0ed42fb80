# The branch returns the join itself: only the other path is skipped.
from datetime import datetime

from airflow.providers.standard.operators.python import BranchPythonOperator, PythonOperator
from airflow.sdk import DAG


def choose():
    return "join"


def ok():
    return "done"


with DAG("branch_choose_join", schedule=None, start_date=datetime(2024, 1, 1)):
    branch = BranchPythonOperator(task_id="choose", python_callable=choose)
    left = PythonOperator(task_id="left", python_callable=ok)
    join = PythonOperator(task_id="join", python_callable=ok, trigger_rule="none_failed")
    branch >> left >> join
    branch >> join
