# 2.x: LatestOnlyOperator in dag.test, which is no manual trigger.
# logical_date: 2024-03-05T00:00:00+00:00
# airflow: 2.10
from datetime import datetime

from airflow import DAG
from airflow.operators.latest_only import LatestOnlyOperator
from airflow.operators.python import PythonOperator


def ok():
    return "done"


with DAG("airflow2_latest_only", schedule="@daily", start_date=datetime(2024, 1, 1)):
    latest = LatestOnlyOperator(task_id="latest")
    fresh = PythonOperator(task_id="fresh", python_callable=ok)
    beside = PythonOperator(task_id="beside", python_callable=ok)
    latest >> fresh
