# Work beside a branch does not depend on the decision.
from datetime import datetime

from airflow.providers.standard.operators.python import BranchPythonOperator, PythonOperator
from airflow.sdk import DAG


def choose():
    return "left"


def ok():
    return "done"


with DAG("branch_independent_work", schedule=None, start_date=datetime(2024, 1, 1)):
    beside = PythonOperator(task_id="beside", python_callable=ok)
    branch = BranchPythonOperator(task_id="choose", python_callable=choose)
    left = PythonOperator(task_id="left", python_callable=ok)
    right = PythonOperator(task_id="right", python_callable=ok)
    end = PythonOperator(task_id="end", python_callable=ok, trigger_rule="none_failed")
    branch >> [left, right]
    [left, right, beside] >> end
