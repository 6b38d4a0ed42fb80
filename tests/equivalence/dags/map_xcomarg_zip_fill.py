# XComArg.zip with a fill value goes on to the longest.
from datetime import datetime

from airflow.sdk import DAG, task

with DAG("map_xcomarg_zip_fill", schedule=None, start_date=datetime(2024, 1, 1)):

    @task
    def letters():
        return ["a", "b", "c"]

    @task
    def numbers():
        return [1, 2]

    @task
    def show(pair):
        return list(pair)

    show.expand(pair=letters().zip(numbers(), fillvalue=0))
