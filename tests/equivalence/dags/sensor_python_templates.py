# PythonSensor with rendered arguments and the context.
from datetime import datetime

from airflow.providers.standard.operators.python import PythonOperator
from airflow.providers.standard.sensors.python import PythonSensor
from airflow.sdk import DAG


def ok():
    return "done"


def is_due(day, limit, logical_date):
    assert logical_date.strftime("%Y-%m-%d") == day
    return day >= limit


with DAG(
    "sensor_python_templates",
    schedule=None,
    start_date=datetime(2024, 1, 1),
    params={"limit": "2024-01-01"},
):
    wait = PythonSensor(
        task_id="wait",
        python_callable=is_due,
        op_args=["{{ ds }}"],
        op_kwargs={"limit": "{{ params.limit }}"},
        poke_interval=0.1,
        timeout=1,
    )
    wait >> PythonOperator(task_id="after", python_callable=ok)
