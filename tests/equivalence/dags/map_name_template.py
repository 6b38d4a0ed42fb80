# map_index_template gives each instance a name.
from datetime import datetime

from airflow.sdk import DAG, get_current_context, task

with DAG("map_name_template", schedule=None, start_date=datetime(2024, 1, 1)):

    @task(map_index_template="{{ my_name }}")
    def show(name):
        get_current_context()["my_name"] = f"load {name}"
        return name

    show.expand(name=["a", "b"])
