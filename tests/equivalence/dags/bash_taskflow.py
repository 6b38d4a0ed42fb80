# @task.bash with an argument.
from datetime import datetime

from airflow.sdk import DAG, task

with DAG("bash_taskflow", schedule=None, start_date=datetime(2024, 1, 1)):

    @task
    def name():
        return "world"

    @task.bash
    def greet(who):
        return f"echo hello {who}"

    greet(name())
