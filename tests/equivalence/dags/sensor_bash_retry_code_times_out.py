# BashSensor with retry_exit_code: that code means not yet.
from datetime import datetime

from airflow.providers.standard.operators.python import PythonOperator
from airflow.providers.standard.sensors.bash import BashSensor
from airflow.sdk import DAG


def ok():
    return "done"


with DAG("sensor_bash_retry_code_times_out", schedule=None, start_date=datetime(2024, 1, 1)):
    wait = BashSensor(
        task_id="wait", bash_command="exit 2", retry_exit_code=2, poke_interval=0.1, timeout=0.3
    )
    wait >> PythonOperator(task_id="after", python_callable=ok)
