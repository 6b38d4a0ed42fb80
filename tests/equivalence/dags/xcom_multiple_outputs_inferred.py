# A dict annotation makes multiple outputs.
from datetime import datetime

from airflow.sdk import DAG, task

with DAG("xcom_multiple_outputs_inferred", schedule=None, start_date=datetime(2024, 1, 1)):

    @task
    def split() -> dict[str, int]:
        return {"a": 1, "b": 2}

    @task
    def add(a, b):
        return a + b

    parts = split()
    add(parts["a"], parts["b"])
