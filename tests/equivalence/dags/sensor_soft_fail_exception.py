# soft_fail does not cover an ordinary exception.
from datetime import datetime

from airflow.providers.standard.sensors.python import PythonSensor
from airflow.sdk import DAG


def broken():
    raise ValueError("broken")


with DAG("sensor_soft_fail_exception", schedule=None, start_date=datetime(2024, 1, 1)):
    PythonSensor(
        task_id="wait", python_callable=broken, poke_interval=0.1, timeout=1, soft_fail=True
    )
