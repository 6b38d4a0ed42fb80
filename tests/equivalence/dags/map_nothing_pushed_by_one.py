# A mapped consumer after a mapped task in which all return a value, with order only.
from datetime import datetime

from airflow.sdk import DAG, task

with DAG("map_nothing_pushed_by_one", schedule=None, start_date=datetime(2024, 1, 1)):

    @task
    def prepare(x):
        print(x)

    @task
    def load(x):
        return x

    prepare.expand(x=[1, 2]) >> load.expand(x=["a", "b", "c"])
