# Indexing a task that has no multiple outputs reads a key that does not exist: the reader fails.
from datetime import datetime

from airflow.sdk import DAG, task

with DAG("xcom_index_without_multiple_outputs", schedule=None, start_date=datetime(2024, 1, 1)):

    @task
    def make():
        return {"x": 1}

    @task
    def use(v):
        return v

    use(make()["x"])
