"""A sensor whose check raises AirflowSkipException ends skipped, at the first poke."""

from datetime import datetime

from airflow.exceptions import AirflowSkipException
from airflow.providers.standard.operators.python import PythonOperator
from airflow.providers.standard.sensors.python import PythonSensor
from airflow.sdk import DAG


def holiday():
    raise AirflowSkipException("holiday")


def work():
    return "done"


with DAG("sensor_check_skips", start_date=datetime(2024, 1, 1), schedule=None):
    PythonSensor(task_id="wait", python_callable=holiday, poke_interval=1, timeout=3)
    PythonOperator(task_id="work", python_callable=work)
