# @task.sensor with a PokeReturnValue.
from datetime import datetime

from airflow.sdk import DAG, PokeReturnValue, task

with DAG("sensor_taskflow", schedule=None, start_date=datetime(2024, 1, 1)):

    @task.sensor(poke_interval=0.1, timeout=10)
    def wait():
        return PokeReturnValue(is_done=True, xcom_value={"rows": 3})

    @task
    def use(found):
        return found["rows"]

    use(wait())
