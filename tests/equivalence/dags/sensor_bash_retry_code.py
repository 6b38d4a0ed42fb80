# BashSensor with retry_exit_code: another code fails for good.
from datetime import datetime

from airflow.providers.standard.operators.python import PythonOperator
from airflow.providers.standard.sensors.bash import BashSensor
from airflow.sdk import DAG


def ok():
    return "done"


with DAG("sensor_bash_retry_code", schedule=None, start_date=datetime(2024, 1, 1)):
    wait = BashSensor(
        task_id="wait",
        bash_command="exit 3",
        retry_exit_code=2,
        retries=2,
        poke_interval=0.1,
        timeout=5,
    )
    wait >> PythonOperator(task_id="after", python_callable=ok)
