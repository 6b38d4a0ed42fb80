# A rule over a mapped upstream counts its instances.
from datetime import datetime

from airflow.sdk import DAG, task

with DAG("map_one_success_counts_instances", schedule=None, start_date=datetime(2024, 1, 1)):

    @task
    def load(x):
        if x == 2:
            raise ValueError("broken")
        return x

    @task(trigger_rule="one_success")
    def any_loaded():
        return "some"

    @task(trigger_rule="all_failed")
    def none_loaded():
        return "none"

    @task(trigger_rule="one_failed")
    def alert():
        return "alert"

    load.expand(x=[1, 2, 3]) >> [any_loaded(), none_loaded(), alert()]
