# partial with constants and an upstream value.
from datetime import datetime

from airflow.sdk import DAG, task

with DAG("map_partial", schedule=None, start_date=datetime(2024, 1, 1)):

    @task
    def factor():
        return 10

    @task
    def scale(x, by, offset=0):
        return x * by + offset

    scale.partial(by=factor(), offset=1).expand(x=[1, 2])
