# An async TaskFlow task.
from datetime import datetime

from airflow.sdk import DAG, task

with DAG("taskflow_async", schedule=None, start_date=datetime(2024, 1, 1)):

    @task
    async def fetch(n):
        return n + 1

    @task
    def use(v):
        return v * 2

    use(fetch(1))
