# A diamond with values from both sides.
from datetime import datetime

from airflow.sdk import DAG, task

with DAG("deps_diamond", schedule=None, start_date=datetime(2024, 1, 1)):

    @task
    def top():
        return 1

    @task
    def left(v):
        return v + 10

    @task
    def right(v):
        return v + 100

    @task
    def bottom(a, b):
        return a + b

    start = top()
    bottom(left(start), right(start))
