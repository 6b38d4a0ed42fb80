# The work fails: the teardown runs, the run fails.
from datetime import datetime

from airflow.sdk import DAG, setup, task, teardown

with DAG("setup_work_fails", schedule=None, start_date=datetime(2024, 1, 1)):

    @setup
    def create():
        return "cluster"

    @task
    def work():
        raise ValueError("broken")

    @teardown
    def delete():
        return "gone"

    created, deleted = create(), delete()
    created >> work() >> deleted
    created >> deleted
