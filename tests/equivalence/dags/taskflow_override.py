# override of retries and trigger rule.
from datetime import datetime, timedelta

from airflow.sdk import DAG, task

with DAG("taskflow_override", schedule=None, start_date=datetime(2024, 1, 1)):

    @task
    def flaky(ti=None):
        if ti.try_number == 1:
            raise ValueError("again")
        return ti.try_number

    @task
    def end():
        return "end"

    flaky.override(task_id="retried", retries=1, retry_delay=timedelta(seconds=0))()
    flaky() >> end.override(trigger_rule="all_done")()
