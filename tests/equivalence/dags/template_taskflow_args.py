# A template as an argument of a TaskFlow task.
# logical_date: 2024-03-05T06:30:00+00:00
from datetime import datetime

from airflow.sdk import DAG, task

with DAG("template_taskflow_args", schedule=None, start_date=datetime(2024, 1, 1), params={"n": 1}):

    @task
    def use(day, number):
        return [day, number]

    use("{{ ds }}", number="{{ params.n + 1 }}")
