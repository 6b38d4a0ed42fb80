# multiple_outputs: one reader per key, and one of the whole dict.
from datetime import datetime

from airflow.sdk import DAG, task

with DAG("xcom_multiple_outputs", schedule=None, start_date=datetime(2024, 1, 1)):

    @task(multiple_outputs=True)
    def split():
        return {"left": 1, "right": [2, 3]}

    @task
    def use_left(v):
        return v + 1

    @task
    def use_right(v):
        return len(v)

    @task
    def whole(v):
        return sorted(v)

    parts = split()
    use_left(parts["left"])
    use_right(parts["right"])
    whole(parts)
