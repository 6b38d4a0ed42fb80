# **context of a TaskFlow task.
# logical_date: 2024-03-05T06:30:00+00:00
from datetime import datetime

from airflow.sdk import DAG, task

with DAG(
    "taskflow_kwargs_context",
    schedule=None,
    start_date=datetime(2024, 1, 1),
    params={"x": 7},
    catchup=False,
):

    @task
    def use(n, **context):
        return [n, context["ds"], context["params"]["x"]]

    use(1)
