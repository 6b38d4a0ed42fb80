# A TaskFlow task with both an argument and an order-only dependency.
from datetime import datetime

from airflow.sdk import DAG, task

with DAG("deps_data_and_order", schedule=None, start_date=datetime(2024, 1, 1)):

    @task
    def extract():
        return [1]

    @task
    def prepare():
        raise ValueError("broken")

    @task
    def load(rows):
        return len(rows)

    prepare() >> load(extract())
