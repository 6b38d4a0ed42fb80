# Every mapped element skips.
from datetime import datetime

from airflow.sdk import DAG, task
from airflow.sdk.exceptions import AirflowSkipException

with DAG("skip_mapped_all", schedule=None, start_date=datetime(2024, 1, 1)):

    @task
    def double(x):
        raise AirflowSkipException("none")

    @task
    def strict(values):
        return list(values)

    @task(trigger_rule="all_done")
    def lenient(values):
        return list(values)

    doubled = double.expand(x=[1, 2])
    strict(doubled)
    lenient(doubled)
