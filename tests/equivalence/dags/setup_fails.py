# The setup fails: work and teardown are upstream_failed, all_done work too.
from datetime import datetime

from airflow.sdk import DAG, setup, task, teardown

with DAG("setup_fails", schedule=None, start_date=datetime(2024, 1, 1)):

    @setup
    def create():
        raise ValueError("no quota")

    @task
    def first():
        return 1

    @task(trigger_rule="all_done")
    def second():
        return 2

    @teardown
    def delete():
        return "gone"

    created, deleted = create(), delete()
    created >> first() >> second() >> deleted
    created >> deleted
