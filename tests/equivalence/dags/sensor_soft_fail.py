# A sensor with soft_fail that times out is skipped.
from datetime import datetime

from airflow.providers.standard.operators.python import PythonOperator
from airflow.providers.standard.sensors.python import PythonSensor
from airflow.sdk import DAG


def never():
    return False


def ok():
    return "done"


with DAG("sensor_soft_fail", schedule=None, start_date=datetime(2024, 1, 1)):
    wait = PythonSensor(
        task_id="wait", python_callable=never, poke_interval=0.1, timeout=0.3, soft_fail=True
    )
    after = PythonOperator(task_id="after", python_callable=ok)
    anyway = PythonOperator(task_id="anyway", python_callable=ok, trigger_rule="none_failed")
    wait >> [after, anyway]
