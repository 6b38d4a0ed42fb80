# TimeSensor for midnight in the time zone of the DAG.
from datetime import time

import pendulum
from airflow.providers.standard.operators.python import PythonOperator
from airflow.providers.standard.sensors.time import TimeSensor
from airflow.sdk import DAG


def ok():
    return "done"


with DAG(
    "sensor_time_zone", schedule=None, start_date=pendulum.datetime(2024, 1, 1, tz="Asia/Tokyo")
):
    wait = TimeSensor(task_id="wait", target_time=time(0, 0))
    wait >> PythonOperator(task_id="after", python_callable=ok)
