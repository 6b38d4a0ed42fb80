# 2.x: a nested tuple becomes a list.
# airflow: 2.10
from datetime import datetime

from airflow import DAG
from airflow.decorators import task

with DAG("airflow2_nested_tuple", schedule=None, start_date=datetime(2024, 1, 1)):

    @task
    def make():
        return {"pair": (1, 2)}

    @task
    def look(v):
        return type(v["pair"]).__name__

    look(make())
