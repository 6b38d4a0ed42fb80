# A branch after a mapped task, over its values.
from datetime import datetime

from airflow.sdk import DAG, task

with DAG("map_then_branch", schedule=None, start_date=datetime(2024, 1, 1)):

    @task
    def check(x):
        return x > 1

    @task.branch
    def decide(results):
        return "good" if all(results) else "bad"

    @task
    def good():
        return "good"

    @task
    def bad():
        return "bad"

    decide(check.expand(x=[1, 2, 3])) >> [good(), bad()]
