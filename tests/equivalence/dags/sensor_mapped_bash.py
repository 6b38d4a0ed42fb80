# A mapped BashSensor: one element gives up softly.
from datetime import datetime

from airflow.providers.standard.operators.python import PythonOperator
from airflow.providers.standard.sensors.bash import BashSensor
from airflow.sdk import DAG


def ok():
    return "done"


with DAG("sensor_mapped_bash", schedule=None, start_date=datetime(2024, 1, 1)):
    wait = BashSensor.partial(
        task_id="wait", soft_fail=True, poke_interval=0.1, timeout=0.3
    ).expand(bash_command=["true", "exit 1"])
    wait >> PythonOperator(task_id="after", python_callable=ok)
    wait >> PythonOperator(task_id="anyway", python_callable=ok, trigger_rule="none_failed")
