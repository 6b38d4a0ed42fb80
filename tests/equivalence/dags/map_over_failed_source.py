# Mapping over a failed source is upstream_failed, whatever the rule.
from datetime import datetime

from airflow.sdk import DAG, task

with DAG("map_over_failed_source", schedule=None, start_date=datetime(2024, 1, 1)):

    @task
    def names():
        raise ValueError("broken")

    @task(trigger_rule="all_done")
    def load(name):
        return name

    load.expand(name=names())
