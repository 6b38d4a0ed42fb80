# BashSensor's env replaces the environment.
from datetime import datetime

from airflow.providers.standard.operators.python import PythonOperator
from airflow.providers.standard.sensors.bash import BashSensor
from airflow.sdk import DAG


def ok():
    return "done"


with DAG("sensor_bash_env", schedule=None, start_date=datetime(2024, 1, 1)):
    wait = BashSensor(
        task_id="wait",
        bash_command='test "$DAY" = 2024-03-05 && test -z "$HOME"',
        env={"DAY": "{{ ds }}"},
        poke_interval=0.1,
        timeout=1,
    )
    wait >> PythonOperator(task_id="after", python_callable=ok)
