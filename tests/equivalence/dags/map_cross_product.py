# Two lists: the cross product, the last argument varies fastest.
from datetime import datetime

from airflow.sdk import DAG, task

with DAG("map_cross_product", schedule=None, start_date=datetime(2024, 1, 1)):

    @task
    def pair(a, b):
        return f"{a}{b}"

    @task
    def all_pairs(values):
        return list(values)

    all_pairs(pair.expand(a=[1, 2], b=["x", "y", "z"]))
