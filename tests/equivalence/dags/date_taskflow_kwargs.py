# Dates of the context as defaulted parameters of a TaskFlow task.
# logical_date: 2024-03-05T06:30:00+00:00
from datetime import datetime

from airflow.sdk import DAG, task

with DAG("date_taskflow_kwargs", schedule=None, start_date=datetime(2024, 1, 1)):

    @task
    def use(n, ds=None, logical_date=None):
        return [n, ds, logical_date.day]

    use(3)
