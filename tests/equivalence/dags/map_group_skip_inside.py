# A skip inside a mapped group stays in its index.
from datetime import datetime

from airflow.sdk import DAG, task, task_group
from airflow.sdk.exceptions import AirflowSkipException

with DAG("map_group_skip_inside", schedule=None, start_date=datetime(2024, 1, 1)):

    @task
    def first(x):
        if x == 2:
            raise AirflowSkipException("not this one")
        return x

    @task
    def second(x):
        return x * 10

    @task_group
    def work(x):
        return second(first(x))

    @task(trigger_rule="none_failed")
    def collect(values):
        return list(values)

    collect(work.expand(x=[1, 2, 3]))
