# DateTimeSensor for a moment to come: it gives up, without a retry.
from datetime import datetime

from airflow.providers.standard.operators.python import PythonOperator
from airflow.providers.standard.sensors.date_time import DateTimeSensor
from airflow.sdk import DAG


def ok():
    return "done"


with DAG("sensor_date_time_never", schedule=None, start_date=datetime(2024, 1, 1)):
    wait = DateTimeSensor(
        task_id="wait",
        target_time="2090-01-01T00:00:00",
        timeout=0.3,
        poke_interval=0.1,
        retries=2,
    )
    wait >> PythonOperator(task_id="after", python_callable=ok)
