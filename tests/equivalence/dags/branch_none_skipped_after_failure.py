# A branch with none_skipped runs after a failure, and decides.
from datetime import datetime

from airflow.providers.standard.operators.python import BranchPythonOperator, PythonOperator
from airflow.sdk import DAG


def fail():
    raise ValueError("broken")


with DAG("branch_none_skipped_after_failure", schedule=None, start_date=datetime(2024, 1, 1)):
    failing = PythonOperator(task_id="failing", python_callable=fail)
    branch = BranchPythonOperator(
        task_id="branch", python_callable=lambda: None, trigger_rule="none_skipped"
    )
    left_out = PythonOperator(task_id="left_out", python_callable=print)
    failing >> branch >> left_out
