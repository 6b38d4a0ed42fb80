# silent_fail takes an exception in the check for not yet.
from datetime import datetime

from airflow.providers.standard.operators.python import PythonOperator
from airflow.providers.standard.sensors.python import PythonSensor
from airflow.sdk import DAG


def ok():
    return "done"


def broken():
    raise ValueError("no")


with DAG("sensor_silent_fail", schedule=None, start_date=datetime(2024, 1, 1)):
    wait = PythonSensor(
        task_id="wait", python_callable=broken, silent_fail=True, poke_interval=0.1, timeout=0.3
    )
    wait >> PythonOperator(task_id="after", python_callable=ok)
