# Two sensors on one callable that differ in how long they wait.
from datetime import datetime

from airflow.providers.standard.operators.python import PythonOperator
from airflow.providers.standard.sensors.python import PythonSensor
from airflow.sdk import DAG


def ready(answer):
    return answer


def ok():
    return "done"


with DAG("sensor_same_callable", schedule=None, start_date=datetime(2024, 1, 1)):
    first = PythonSensor(
        task_id="first", python_callable=ready, op_args=[True], poke_interval=0.1, timeout=5
    )
    second = PythonSensor(
        task_id="second",
        python_callable=ready,
        op_args=[False],
        poke_interval=0.1,
        timeout=0.2,
        soft_fail=True,
    )
    plain = PythonOperator(task_id="plain", python_callable=ready, op_args=[3])
    [first, second] >> PythonOperator(task_id="after", python_callable=ok)
