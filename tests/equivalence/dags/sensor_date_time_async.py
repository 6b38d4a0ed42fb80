# DateTimeSensorAsync heeds no timeout, and returns nothing.
from datetime import datetime

from airflow.providers.standard.operators.python import PythonOperator
from airflow.providers.standard.sensors.date_time import DateTimeSensorAsync
from airflow.sdk import DAG


def ok():
    return "done"


with DAG("sensor_date_time_async", schedule=None, start_date=datetime(2024, 1, 1)):
    wait = DateTimeSensorAsync(task_id="wait", target_time="{{ logical_date }}", timeout=1)
    wait >> PythonOperator(task_id="after", python_callable=ok)
