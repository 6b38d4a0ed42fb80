# @task.branch that decides on an XCom.
from datetime import datetime

from airflow.sdk import DAG, task

with DAG("branch_taskflow", schedule=None, start_date=datetime(2024, 1, 1)):

    @task
    def count():
        return 42

    @task.branch
    def choose(n):
        if n > 10:
            return "many"
        return "few"

    @task
    def many():
        return "many"

    @task
    def few():
        return "few"

    @task(trigger_rule="none_failed_min_one_success")
    def report():
        return "reported"

    choose(count()) >> [many(), few()] >> report()
