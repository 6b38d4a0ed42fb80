# TaskFlow calls in a list comprehension, summed up.
from datetime import datetime

from airflow.sdk import DAG, task

with DAG("loop_taskflow", schedule=None, start_date=datetime(2024, 1, 1)):

    @task
    def square(n):
        return n * n

    @task
    def total(values):
        return sum(values)

    total([square(n) for n in range(1, 4)])
