# A value that XCom can't serialise fails the task.
from datetime import datetime

from airflow.sdk import DAG, task


class Thing:
    """Something XCom does not know."""


with DAG("xcom_not_serialisable", schedule=None, start_date=datetime(2024, 1, 1)):

    @task
    def make():
        return Thing()

    @task(trigger_rule="all_done")
    def after():
        return "after"

    make() >> after()
