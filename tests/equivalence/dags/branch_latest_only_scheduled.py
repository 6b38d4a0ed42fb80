# LatestOnlyOperator before a join with another rule.
from datetime import datetime

from airflow.providers.standard.operators.empty import EmptyOperator
from airflow.providers.standard.operators.latest_only import LatestOnlyOperator
from airflow.providers.standard.operators.python import PythonOperator
from airflow.sdk import DAG


def ok():
    return "done"


with DAG(
    "branch_latest_only_scheduled",
    schedule="@daily",
    start_date=datetime(2024, 1, 1),
    catchup=False,
):
    latest = LatestOnlyOperator(task_id="latest")
    a = PythonOperator(task_id="a", python_callable=ok)
    b = EmptyOperator(task_id="b")
    c = PythonOperator(task_id="c", python_callable=ok, trigger_rule="all_done")
    latest >> a >> c
    b >> c
