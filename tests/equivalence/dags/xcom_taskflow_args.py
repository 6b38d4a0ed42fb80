# TaskFlow arguments: positional, keyword, nested in a list and a dict.
from datetime import datetime

from airflow.sdk import DAG, task

with DAG("xcom_taskflow_args", schedule=None, start_date=datetime(2024, 1, 1)):

    @task
    def one():
        return 1

    @task
    def two():
        return 2

    @task
    def use(a, b, rows, mapping):
        return [a, b, rows, mapping]

    x, y = one(), two()
    use(x, b=y, rows=[x, y, 3], mapping={"x": x, "y": [y]})
