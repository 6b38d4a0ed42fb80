# ti.map_index inside mapped tasks.
from datetime import datetime

from airflow.sdk import DAG, task

with DAG("map_index_in_context", schedule=None, start_date=datetime(2024, 1, 1)):

    @task
    def show(x, ti=None):
        return [ti.map_index, x]

    show.expand(x=["a", "b"])
