# xcom_pull of a mapped task with one instance gives the bare value in Airflow 3.
from datetime import datetime

from airflow.sdk import DAG, task

with DAG("map_pull_single", schedule=None, start_date=datetime(2024, 1, 1)):

    @task
    def double(x):
        return x * 2

    @task
    def pull(ti=None):
        return [ti.xcom_pull(task_ids="double")]

    double.expand(x=[7]) >> pull()
