# DayOfWeekSensor on the logical date, a Tuesday.
from datetime import datetime

from airflow.providers.standard.operators.python import PythonOperator
from airflow.providers.standard.sensors.weekday import DayOfWeekSensor
from airflow.sdk import DAG


def ok():
    return "done"


with DAG("sensor_day_of_week", schedule=None, start_date=datetime(2024, 1, 1)):
    wait = DayOfWeekSensor(task_id="wait", week_day="Tuesday", use_task_logical_date=True)
    wait >> PythonOperator(task_id="after", python_callable=ok)
