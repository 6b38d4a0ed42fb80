# Integer keys of a dict become strings on the way.
from datetime import datetime

from airflow.sdk import DAG, task

with DAG("xcom_int_keys", schedule=None, start_date=datetime(2024, 1, 1)):

    @task
    def make():
        return {1: "one", 2: "two"}

    @task
    def keys(v):
        return sorted(str(type(k).__name__) for k in v)

    keys(make())
