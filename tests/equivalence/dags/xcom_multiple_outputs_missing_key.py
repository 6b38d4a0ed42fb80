# A missing key of a task with multiple outputs is None.
from datetime import datetime

from airflow.sdk import DAG, task

with DAG("xcom_multiple_outputs_missing_key", schedule=None, start_date=datetime(2024, 1, 1)):

    @task(multiple_outputs=True)
    def make():
        return {"x": 1}

    @task
    def use(v):
        return [v]

    use(make()["y"])
