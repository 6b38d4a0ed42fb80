# The setup is skipped: work and teardown are too.
from datetime import datetime

from airflow.sdk import DAG, setup, task, teardown
from airflow.sdk.exceptions import AirflowSkipException

with DAG("setup_skipped", schedule=None, start_date=datetime(2024, 1, 1)):

    @setup
    def create():
        raise AirflowSkipException("not needed")

    @task
    def work():
        return 1

    @teardown
    def delete():
        return "gone"

    created, deleted = create(), delete()
    created >> work() >> deleted
    created >> deleted
