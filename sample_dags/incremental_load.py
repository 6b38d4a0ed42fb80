"""A load that skips itself when nothing is new, and a report that runs all the same."""

from datetime import datetime

from airflow.providers.standard.operators.python import PythonOperator
from airflow.sdk import DAG
from airflow.sdk.exceptions import AirflowSkipException
from helpers.warehouse import read_source


def find_new(last_id):
    """Orders with a higher id than the last one loaded."""
    new = [order["id"] for order in read_source("orders") if order["id"] > last_id]
    if not new:
        raise AirflowSkipException(f"nothing after {last_id}")
    return new


def load(ti):
    return len(ti.xcom_pull(task_ids="find_new"))


def refresh_dashboard():
    return "refreshed"


with DAG("incremental_load", schedule="*/30 * * * *", start_date=datetime(2024, 1, 1), catchup=False):
    new = PythonOperator(task_id="find_new", python_callable=find_new, op_kwargs={"last_id": 13})
    loaded = PythonOperator(task_id="load", python_callable=load)
    refreshed = PythonOperator(
        task_id="refresh_dashboard", python_callable=refresh_dashboard, trigger_rule="none_failed"
    )

    new >> loaded >> refreshed
