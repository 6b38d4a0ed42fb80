# Setup, work, teardown, all fine.
from datetime import datetime

from airflow.sdk import DAG, setup, task, teardown

with DAG("setup_success", schedule=None, start_date=datetime(2024, 1, 1)):

    @setup
    def create():
        return "cluster"

    @task
    def work(cluster):
        return f"on {cluster}"

    @teardown
    def delete(cluster):
        return f"{cluster} gone"

    cluster = create()
    work(cluster) >> delete(cluster)
