"""A branch whose paths meet again, beside independent work."""

from datetime import datetime

from airflow.providers.standard.operators.python import BranchPythonOperator, PythonOperator
from airflow.sdk import DAG


def choose(ds):
    if ds.endswith("-01"):
        return "full_refresh"
    return "incremental"


def work():
    return 1


with DAG("join", schedule=None, start_date=datetime(2024, 1, 1)):
    picked = BranchPythonOperator(task_id="choose", python_callable=choose)
    full = PythonOperator(task_id="full_refresh", python_callable=work)
    vacuum = PythonOperator(task_id="vacuum", python_callable=work)
    incremental = PythonOperator(task_id="incremental", python_callable=work)
    publish = PythonOperator(
        task_id="publish", python_callable=work, trigger_rule="none_failed_min_one_success"
    )
    other = PythonOperator(task_id="other", python_callable=work)
    picked >> [full, incremental]
    full >> vacuum
    [vacuum, incremental] >> publish
