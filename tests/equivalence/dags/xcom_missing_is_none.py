# A pull of a task that returned nothing gives None.
from datetime import datetime

from airflow.providers.standard.operators.python import PythonOperator
from airflow.sdk import DAG


def nothing():
    print("nothing to return")


def load(ti):
    return [ti.xcom_pull(task_ids="a")]


with DAG("xcom_missing_is_none", schedule=None, start_date=datetime(2024, 1, 1)):
    a = PythonOperator(task_id="a", python_callable=nothing)
    b = PythonOperator(task_id="b", python_callable=load)
    a >> b
