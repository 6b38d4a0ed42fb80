# DateTimeSensor with a template that computes.
from datetime import datetime

from airflow.providers.standard.operators.python import PythonOperator
from airflow.providers.standard.sensors.date_time import DateTimeSensor
from airflow.sdk import DAG


def ok():
    return "done"


with DAG("sensor_date_time_template", schedule=None, start_date=datetime(2024, 1, 1)):
    wait = DateTimeSensor(
        task_id="wait", target_time="{{ data_interval_end.add(days=1).replace(hour=1) }}"
    )
    wait >> PythonOperator(task_id="after", python_callable=ok)
