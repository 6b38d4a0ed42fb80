# SmoothOperator does nothing.
from datetime import datetime

from airflow.providers.standard.operators.python import PythonOperator
from airflow.providers.standard.operators.smooth import SmoothOperator
from airflow.sdk import DAG


def ok():
    return "done"


with DAG("classic_smooth", schedule=None, start_date=datetime(2024, 1, 1)):
    SmoothOperator(task_id="smooth") >> PythonOperator(task_id="after", python_callable=ok)
