# A direct edge from a failing teardown counts.
from datetime import datetime

from airflow.sdk import DAG, setup, task, teardown

with DAG("setup_teardown_only_leaf", schedule=None, start_date=datetime(2024, 1, 1)):

    @setup
    def create():
        return "cluster"

    @task
    def work():
        return 1

    @teardown
    def delete():
        raise ValueError("still there")

    @task
    def after():
        return 2

    created, deleted = create(), delete()
    created >> work() >> deleted >> after()
    created >> deleted
