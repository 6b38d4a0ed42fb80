# One mapped element skips: the default consumer is skipped, none_failed gets the rest.
from datetime import datetime

from airflow.sdk import DAG, task
from airflow.sdk.exceptions import AirflowSkipException

with DAG("skip_mapped_one", schedule=None, start_date=datetime(2024, 1, 1)):

    @task
    def double(x):
        if x == 2:
            raise AirflowSkipException("not this one")
        return x * 2

    @task
    def strict(values):
        return list(values)

    @task(trigger_rule="none_failed")
    def lenient(values):
        return list(values)

    doubled = double.expand(x=[1, 2, 3])
    strict(doubled)
    lenient(doubled)
