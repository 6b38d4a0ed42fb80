# A check that raises is tried again; a sensor that gives up is not.
from datetime import datetime, timedelta

from airflow.providers.standard.operators.python import PythonOperator
from airflow.providers.standard.sensors.python import PythonSensor
from airflow.sdk import DAG


def ok():
    return "done"


def broken():
    raise ValueError("no")


with DAG("sensor_python_timeout_then_retry", schedule=None, start_date=datetime(2024, 1, 1)):
    raises = PythonSensor(
        task_id="raises",
        python_callable=broken,
        retries=1,
        retry_delay=timedelta(0),
        poke_interval=0.1,
    )
    waits = PythonSensor(
        task_id="waits", python_callable=lambda: False, retries=1, poke_interval=0.1, timeout=0.2
    )
    done = PythonOperator(task_id="done", python_callable=ok, trigger_rule="all_failed")
    [raises, waits] >> done
