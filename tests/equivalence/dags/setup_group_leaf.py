# A group whose teardown fails: what follows the group runs.
from datetime import datetime

from airflow.sdk import DAG, setup, task, task_group, teardown

with DAG("setup_group_leaf", schedule=None, start_date=datetime(2024, 1, 1)):

    @task_group
    def cluster():
        @setup
        def create():
            return "created"

        @task
        def work():
            return "worked"

        @teardown
        def delete():
            raise ValueError("still there")

        created, deleted = create(), delete()
        created >> work() >> deleted
        created >> deleted

    @task
    def after():
        return "after"

    cluster() >> after()
