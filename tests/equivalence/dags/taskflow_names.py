# Calling a task three times and overriding its id.
from datetime import datetime

from airflow.sdk import DAG, task

with DAG("taskflow_names", schedule=None, start_date=datetime(2024, 1, 1)):

    @task
    def a(n):
        return n

    a(1)
    a(2)
    a.override(task_id="a__7")(3)
    a(4)
