# Paths of several tasks: the untaken one is skipped whole.
from datetime import datetime

from airflow.providers.standard.operators.python import BranchPythonOperator, PythonOperator
from airflow.sdk import DAG


def choose():
    return "left"


def ok():
    return "done"


with DAG("branch_long_paths", schedule=None, start_date=datetime(2024, 1, 1)):
    branch = BranchPythonOperator(task_id="choose", python_callable=choose)
    left = PythonOperator(task_id="left", python_callable=ok)
    right = PythonOperator(task_id="right", python_callable=ok)
    left_2 = PythonOperator(task_id="left_2", python_callable=ok)
    right_2 = PythonOperator(task_id="right_2", python_callable=ok)
    join = PythonOperator(
        task_id="join", python_callable=ok, trigger_rule="none_failed_min_one_success"
    )
    branch >> left >> left_2 >> join
    branch >> right >> right_2 >> join
