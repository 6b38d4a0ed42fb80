# Mapping over a skipped source is skipped, whatever the rule.
from datetime import datetime

from airflow.sdk import DAG, task
from airflow.sdk.exceptions import AirflowSkipException

with DAG("map_over_skipped_source", schedule=None, start_date=datetime(2024, 1, 1)):

    @task
    def names():
        raise AirflowSkipException("none today")

    @task(trigger_rule="all_done")
    def load(name):
        return name

    load.expand(name=names())
