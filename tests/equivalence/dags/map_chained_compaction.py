# An element that returns None is missing from what follows.
from datetime import datetime

from airflow.sdk import DAG, task

with DAG("map_chained_compaction", schedule=None, start_date=datetime(2024, 1, 1)):

    @task
    def odd_only(x):
        return x if x % 2 else None

    @task
    def times_ten(x):
        return x * 10

    @task
    def collect(values):
        return list(values)

    odd = odd_only.expand(x=[1, 2, 3])
    times_ten.expand(x=odd)
    collect(odd)
