# An all_done consumer of a failed producer gets None.
from datetime import datetime

from airflow.sdk import DAG, task

with DAG("xcom_failed_producer_all_done", schedule=None, start_date=datetime(2024, 1, 1)):

    @task
    def make():
        raise ValueError("broken")

    @task(trigger_rule="all_done")
    def use(v):
        return [v]

    use(make())
