# exponential_backoff changes when a sensor looks, not what it finds.
from datetime import datetime, timedelta

from airflow.providers.standard.operators.python import PythonOperator
from airflow.providers.standard.sensors.python import PythonSensor
from airflow.sdk import DAG


def ok():
    return "done"


with DAG("sensor_backoff", schedule=None, start_date=datetime(2024, 1, 1)):
    wait = PythonSensor(
        task_id="wait",
        python_callable=lambda: True,
        exponential_backoff=True,
        max_wait=timedelta(seconds=1),
        poke_interval=0.1,
    )
    wait >> PythonOperator(task_id="after", python_callable=ok)
