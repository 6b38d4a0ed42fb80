# default_args fill the parameters of a TaskFlow function.
from datetime import datetime

from airflow.sdk import DAG, task

with DAG(
    "params_default_args_fill",
    schedule=None,
    start_date=datetime(2024, 1, 1),
    default_args={"limit": 42},
    catchup=False,
):

    @task
    def a(limit=1):
        return limit

    @task
    def b(limit):
        return limit

    a()
    b()
