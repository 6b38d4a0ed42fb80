# A sensor in reschedule mode.
from datetime import datetime

from airflow.providers.standard.operators.python import PythonOperator
from airflow.providers.standard.sensors.python import PythonSensor
from airflow.sdk import DAG


def ready():
    return True


def ok():
    return "done"


with DAG("sensor_reschedule", schedule=None, start_date=datetime(2024, 1, 1)):
    wait = PythonSensor(
        task_id="wait", python_callable=ready, mode="reschedule", poke_interval=1, timeout=10
    )
    after = PythonOperator(task_id="after", python_callable=ok)
    wait >> after
