# A BashSensor.
from datetime import datetime

from airflow.providers.standard.operators.python import PythonOperator
from airflow.providers.standard.sensors.bash import BashSensor
from airflow.sdk import DAG


def ok():
    return "done"


with DAG("sensor_bash", schedule=None, start_date=datetime(2024, 1, 1)):
    wait = BashSensor(task_id="wait", bash_command="exit 0", poke_interval=0.1, timeout=5)
    after = PythonOperator(task_id="after", python_callable=ok)
    wait >> after
