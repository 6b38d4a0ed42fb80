# @task.short_circuit on an XCom, work beside it goes on.
from datetime import datetime

from airflow.sdk import DAG, task

with DAG("short_taskflow", schedule=None, start_date=datetime(2024, 1, 1)):

    @task
    def rows():
        return []

    @task.short_circuit
    def any_rows(found):
        return bool(found)

    @task
    def load(found):
        return len(found)

    @task
    def beside():
        return "beside"

    found = rows()
    any_rows(found) >> load(found)
    beside()
