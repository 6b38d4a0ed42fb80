# A TimeDeltaSensor whose moment has passed.
from datetime import datetime, timedelta

from airflow.providers.standard.operators.python import PythonOperator
from airflow.providers.standard.sensors.time_delta import TimeDeltaSensor
from airflow.sdk import DAG


def ok():
    return "done"


with DAG("sensor_time_delta_past", schedule=None, start_date=datetime(2024, 1, 1)):
    wait = TimeDeltaSensor(task_id="wait", delta=timedelta(hours=2))
    wait >> PythonOperator(task_id="after", python_callable=ok)
