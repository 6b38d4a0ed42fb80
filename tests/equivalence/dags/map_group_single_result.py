# A mapped group with one result: Airflow 3 passes it on bare, not as a list of one
from datetime import datetime

from airflow.sdk import DAG, task, task_group

with DAG("map_group_single_result", schedule=None, start_date=datetime(2024, 1, 1)):

    @task
    def files():
        return ["a.csv"]

    @task_group
    def process(name):
        @task
        def size(name):
            return len(name)

        return size(name)

    @task
    def total(sizes):
        return sizes

    total(process.expand(name=files()))
