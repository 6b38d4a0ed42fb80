# expand over a literal list, summed up.
from datetime import datetime

from airflow.sdk import DAG, task

with DAG("map_simple", schedule=None, start_date=datetime(2024, 1, 1)):

    @task
    def double(x):
        return x * 2

    @task
    def total(values):
        return sum(values)

    total(double.expand(x=[1, 2, 3]))
