# A sensor that times out fails without a retry.
from datetime import datetime, timedelta

from airflow.providers.standard.operators.python import PythonOperator
from airflow.providers.standard.sensors.python import PythonSensor
from airflow.sdk import DAG


def never():
    return False


def ok():
    return "done"


with DAG("sensor_timeout", schedule=None, start_date=datetime(2024, 1, 1)):
    wait = PythonSensor(
        task_id="wait",
        python_callable=never,
        poke_interval=0.1,
        timeout=0.3,
        retries=2,
        retry_delay=timedelta(seconds=0),
    )
    after = PythonOperator(task_id="after", python_callable=ok)
    wait >> after
