# WaitSensor sleeps and returns nothing.
from datetime import datetime, timedelta

from airflow.providers.standard.operators.python import PythonOperator
from airflow.providers.standard.sensors.time_delta import WaitSensor
from airflow.sdk import DAG


def ok():
    return "done"


with DAG("sensor_wait", schedule=None, start_date=datetime(2024, 1, 1)):
    wait = WaitSensor(task_id="wait", time_to_wait=timedelta(seconds=1))
    wait >> PythonOperator(task_id="after", python_callable=ok)
