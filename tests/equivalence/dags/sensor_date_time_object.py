# DateTimeSensor for a datetime that has no time zone.
from datetime import datetime

from airflow.providers.standard.operators.python import PythonOperator
from airflow.providers.standard.sensors.date_time import DateTimeSensor
from airflow.sdk import DAG


def ok():
    return "done"


with DAG("sensor_date_time_object", schedule=None, start_date=datetime(2024, 1, 1)):
    wait = DateTimeSensor(task_id="wait", target_time=datetime(2024, 5, 6, 7))
    wait >> PythonOperator(task_id="after", python_callable=ok)
