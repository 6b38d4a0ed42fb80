# A mapped task over the output of a mapped task.
from datetime import datetime

from airflow.sdk import DAG, task

with DAG("map_chained", schedule=None, start_date=datetime(2024, 1, 1)):

    @task
    def add_one(x):
        return x + 1

    @task
    def double(x):
        return x * 2

    @task
    def total(values):
        return list(values)

    total(double.expand(x=add_one.expand(x=[1, 2, 3])))
