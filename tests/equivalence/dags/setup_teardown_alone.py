# A teardown without setup behaves like all_done.
from datetime import datetime

from airflow.sdk import DAG, task, teardown

with DAG("setup_teardown_alone", schedule=None, start_date=datetime(2024, 1, 1)):

    @task
    def work():
        raise ValueError("broken")

    @teardown
    def delete():
        return "gone"

    work() >> delete()
