# The consumer gets a copy: changing it does not show elsewhere.
from datetime import datetime

from airflow.sdk import DAG, task

with DAG("xcom_copy", schedule=None, start_date=datetime(2024, 1, 1)):

    @task
    def make():
        return [1, 2]

    @task
    def change(values):
        values.append(3)
        return values

    @task
    def look(values, changed):
        return [values, changed]

    rows = make()
    look(rows, change(rows))
