# XComArg.map changes the elements on the way.
from datetime import datetime

from airflow.sdk import DAG, task

with DAG("map_xcomarg_map", schedule=None, start_date=datetime(2024, 1, 1)):

    @task
    def names():
        return ["a", "b"]

    @task
    def load(name):
        return name

    def upper(name):
        return name.upper()

    load.expand(name=names().map(upper))
