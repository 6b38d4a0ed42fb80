# LatestOnlyOperator follows everything in a manual run.
from datetime import datetime

from airflow.providers.standard.operators.latest_only import LatestOnlyOperator
from airflow.providers.standard.operators.python import PythonOperator
from airflow.sdk import DAG


def ok():
    return "done"


with DAG("branch_latest_only", schedule=None, start_date=datetime(2024, 1, 1)):
    latest = LatestOnlyOperator(task_id="latest")
    fresh = PythonOperator(task_id="fresh", python_callable=ok)
    always_there = PythonOperator(task_id="always_there", python_callable=ok)
    end = PythonOperator(task_id="end", python_callable=ok, trigger_rule="all_done")
    latest >> fresh >> end
    always_there >> end
