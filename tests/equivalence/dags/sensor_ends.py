# Sensors that time out, fail for good, and skip; with and without soft_fail.
from datetime import datetime

from airflow.providers.standard.operators.python import PythonOperator
from airflow.providers.standard.sensors.python import PythonSensor
from airflow.sdk import DAG
from airflow.sdk.exceptions import AirflowFailException, AirflowSkipException


def ok(v=1):
    return v


def fail():
    raise ValueError("broken")


def P(task_id, fn=ok, **kw):
    return PythonOperator(task_id=task_id, python_callable=fn, **kw)


def bad():
    raise ValueError("x")


def failex():
    raise AirflowFailException("x")


def skipex():
    raise AirflowSkipException("x")


with DAG("sensor_ends", schedule=None, start_date=datetime(2024, 1, 1)):
    s1 = PythonSensor(task_id="s1", python_callable=lambda: True)
    s2 = PythonSensor(
        task_id="s2", python_callable=lambda: False, timeout=0.3, poke_interval=0.1, soft_fail=True
    )
    s3 = PythonSensor(
        task_id="s3", python_callable=lambda: False, timeout=0.3, poke_interval=0.1, retries=2
    )
    s5 = PythonSensor(
        task_id="s5", python_callable=bad, timeout=1, poke_interval=0.1, soft_fail=True
    )
    s6 = PythonSensor(
        task_id="s6", python_callable=failex, timeout=1, poke_interval=0.1, soft_fail=True
    )
    s8 = PythonSensor(task_id="s8", python_callable=skipex, timeout=1, poke_interval=0.1)
    for s in (s1, s2, s3, s5, s6, s8):
        s >> P(f"n_{s.task_id}")
        s >> P(f"d_{s.task_id}", trigger_rule="one_failed")
