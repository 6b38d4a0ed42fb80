# @task.sensor that returns True pushes nothing.
from datetime import datetime

from airflow.sdk import DAG, task

with DAG("sensor_taskflow_bool", schedule=None, start_date=datetime(2024, 1, 1)):

    @task.sensor(poke_interval=0.1, timeout=10)
    def wait():
        return True

    @task
    def use(found):
        return [found]

    use(wait())
