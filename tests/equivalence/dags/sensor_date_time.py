# A DateTimeSensor whose time has come.
from datetime import datetime

from airflow.providers.standard.operators.python import PythonOperator
from airflow.providers.standard.sensors.date_time import DateTimeSensor
from airflow.sdk import DAG


def ok():
    return "done"


with DAG("sensor_date_time", schedule=None, start_date=datetime(2024, 1, 1)):
    wait = DateTimeSensor(task_id="wait", target_time="2020-01-01T00:00:00+00:00")
    after = PythonOperator(task_id="after", python_callable=ok)
    wait >> after
