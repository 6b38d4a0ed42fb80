# Strings from upstream are not rendered, literal ones are.
from datetime import datetime

from airflow.sdk import DAG, task

with DAG("map_upstream_values_not_rendered", schedule=None, start_date=datetime(2024, 1, 1)):

    @task
    def texts():
        return ["{{ 1 + 1 }}"]

    @task
    def echo(text):
        return text

    echo.override(task_id="upstream").expand(text=texts())
    echo.override(task_id="literal").expand(text=["{{ 1 + 1 }}"])
