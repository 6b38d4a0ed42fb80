# Returning the lazy sequence of a mapped task itself fails in Airflow 3.
from datetime import datetime

from airflow.sdk import DAG, task

with DAG("map_lazy_returned", schedule=None, start_date=datetime(2024, 1, 1)):

    @task
    def double(x):
        return x * 2

    @task
    def bad(values):
        return values

    @task
    def good(values):
        return [len(values), values[1], list(values)]

    doubled = double.expand(x=[1, 2])
    bad(doubled)
    good(doubled)
