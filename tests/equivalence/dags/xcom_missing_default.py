# The default of xcom_pull is ignored in Airflow 3.
from datetime import datetime

from airflow.providers.standard.operators.python import PythonOperator
from airflow.sdk import DAG


def nothing():
    return None


def load(ti):
    return [ti.xcom_pull(task_ids="a", default=5)]


with DAG("xcom_missing_default", schedule=None, start_date=datetime(2024, 1, 1)):
    a = PythonOperator(task_id="a", python_callable=nothing)
    b = PythonOperator(task_id="b", python_callable=load)
    a >> b
