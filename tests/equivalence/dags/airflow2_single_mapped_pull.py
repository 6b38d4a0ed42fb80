# 2.x: a pull of a mapped task with one instance is a list.
# airflow: 2.10
from datetime import datetime

from airflow import DAG
from airflow.decorators import task

with DAG("airflow2_single_mapped_pull", schedule=None, start_date=datetime(2024, 1, 1)):

    @task
    def double(x):
        return x * 2

    @task
    def pull(ti=None):
        return list(ti.xcom_pull(task_ids="double"))

    double.expand(x=[7]) >> pull()
