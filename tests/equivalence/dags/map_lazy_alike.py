# What a list of mapped results and Airflow's lazy sequence do alike.
from datetime import datetime

from airflow.sdk import DAG, task

with DAG("map_lazy_alike", schedule=None, start_date=datetime(2024, 1, 1)):

    @task
    def double(x):
        return x * 2

    @task
    def use(values, none):
        return {
            "length": [len(values), len(none), bool(values)],
            "parts": [values[0], values[-1], values[0:2], values[::-1]],
            "found": [4 in values, values.index(4), values.count(2), values == [2, 4, 6]],
            "list": [*values, *sorted(values, reverse=True), sum(values)],
            "pairs": [list(pair) for pair in zip(values, reversed(values))],
            "copied": list(values) + [8],
        }

    use(double.expand(x=[1, 2, 3]), double.override(task_id="one").expand(x=[5]))
