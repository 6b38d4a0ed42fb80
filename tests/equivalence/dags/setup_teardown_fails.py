# A failing teardown does not fail the run.
from datetime import datetime

from airflow.sdk import DAG, setup, task, teardown

with DAG("setup_teardown_fails", schedule=None, start_date=datetime(2024, 1, 1)):

    @setup
    def create():
        return "cluster"

    @task
    def work():
        return 1

    @teardown
    def delete():
        raise ValueError("still there")

    created, deleted = create(), delete()
    created >> work() >> deleted
    created >> deleted
