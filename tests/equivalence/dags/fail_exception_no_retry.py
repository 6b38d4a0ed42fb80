# AirflowFailException is not retried.
from datetime import datetime, timedelta

from airflow.providers.standard.operators.python import PythonOperator
from airflow.sdk import DAG
from airflow.sdk.exceptions import AirflowFailException


def load(ti):
    if ti.try_number > 1:
        return "should not come here"
    raise AirflowFailException("bad credentials")


def report():
    return "reported"


with DAG("fail_exception_no_retry", schedule=None, start_date=datetime(2024, 1, 1)):
    load_rows = PythonOperator(
        task_id="load_rows", python_callable=load, retries=3, retry_delay=timedelta(seconds=0)
    )
    report_rows = PythonOperator(
        task_id="report_rows", python_callable=report, trigger_rule="all_done"
    )
    load_rows >> report_rows
