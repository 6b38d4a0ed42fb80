# A skip exception that the callable catches is no skip.
from datetime import datetime

from airflow.providers.standard.operators.python import PythonOperator
from airflow.sdk import DAG
from airflow.sdk.exceptions import AirflowSkipException


def load():
    try:
        raise AirflowSkipException("empty")
    except AirflowSkipException:
        return "went on"


with DAG("skip_caught", schedule=None, start_date=datetime(2024, 1, 1)):
    loading = PythonOperator(task_id="loading", python_callable=load)
