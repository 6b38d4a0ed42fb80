# A cross product of an upstream list and a literal.
from datetime import datetime

from airflow.sdk import DAG, task

with DAG("map_cross_product_upstream", schedule=None, start_date=datetime(2024, 1, 1)):

    @task
    def numbers():
        return [1, 2]

    @task
    def pair(b, a):
        return f"{a}{b}"

    pair.expand(b=["x", "y"], a=numbers())
