# A template as delta is minutes too.
from datetime import datetime

from airflow.providers.standard.operators.python import PythonOperator
from airflow.providers.standard.sensors.time_delta import TimeDeltaSensor
from airflow.sdk import DAG


def ok():
    return "done"


with DAG(
    "sensor_time_delta_template",
    schedule=None,
    start_date=datetime(2024, 1, 1),
    params={"minutes": 3},
):
    wait = TimeDeltaSensor(task_id="wait", delta="{{ params.minutes }}")
    wait >> PythonOperator(task_id="after", python_callable=ok)
