"""Airflow 2: the data interval of the last successful run, by month."""

from datetime import datetime

from airflow import DAG
from airflow.operators.python import PythonOperator


def load(prev_data_interval_start_success, prev_execution_date_success):
    return [str(prev_data_interval_start_success), str(prev_execution_date_success)]


with DAG("past_interval", schedule_interval="0 0 1 * *", start_date=datetime(2024, 1, 1)) as dag:
    PythonOperator(task_id="load", python_callable=load)
