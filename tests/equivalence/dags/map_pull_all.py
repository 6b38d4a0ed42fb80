# xcom_pull of a mapped task gives a list; map_indexes picks.
from datetime import datetime

from airflow.sdk import DAG, task

with DAG("map_pull_all", schedule=None, start_date=datetime(2024, 1, 1)):

    @task
    def double(x):
        return x * 2

    @task
    def pull(ti=None):
        return [
            list(ti.xcom_pull(task_ids="double")),
            ti.xcom_pull(task_ids="double", map_indexes=1),
            list(ti.xcom_pull(task_ids="double", map_indexes=[2, 0])),
        ]

    double.expand(x=[1, 2, 3]) >> pull()
