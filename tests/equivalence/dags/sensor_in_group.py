# Sensors in a group, before and after work.
from datetime import datetime

from airflow.providers.standard.operators.python import PythonOperator
from airflow.providers.standard.sensors.bash import BashSensor
from airflow.providers.standard.sensors.python import PythonSensor
from airflow.sdk import DAG, TaskGroup


def ok():
    return "done"


with DAG("sensor_in_group", schedule=None, start_date=datetime(2024, 1, 1)):
    with TaskGroup("ready") as ready:
        first = PythonSensor(task_id="first", python_callable=lambda: True, poke_interval=0.1)
        second = BashSensor(task_id="second", bash_command="true", poke_interval=0.1)
        first >> second
    ready >> PythonOperator(task_id="after", python_callable=ok)
