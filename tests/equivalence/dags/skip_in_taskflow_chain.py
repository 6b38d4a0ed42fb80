# A skip in the middle of a TaskFlow chain with values.
from datetime import datetime

from airflow.sdk import DAG, task
from airflow.sdk.exceptions import AirflowSkipException

with DAG("skip_in_taskflow_chain", schedule=None, start_date=datetime(2024, 1, 1)):

    @task
    def numbers():
        return [1, 2, 3]

    @task
    def keep_large(values):
        large = [v for v in values if v > 10]
        if not large:
            raise AirflowSkipException("none is large")
        return large

    @task
    def total(values):
        return sum(values)

    @task(trigger_rule="none_failed")
    def closing():
        return "closed"

    total(keep_large(numbers())) >> closing()
