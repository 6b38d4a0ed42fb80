# A @dag function with stars: Airflow makes params of them, with defaults of their own.
from datetime import datetime

from airflow.sdk import dag, get_current_context, task


@dag(schedule=None, start_date=datetime(2024, 1, 1), params={"kwargs": {"file": "a"}, "n": 3})
def params_of_stars(*args, size: int = 2, **kwargs):
    @task
    def read(size):
        params = get_current_context()["params"]
        return [params["kwargs"], len(params["args"]), params["n"], params["size"], size]

    read(size)


params_of_stars()
