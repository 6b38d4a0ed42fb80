# 2.x: a falsy short circuit pushes its value.
# airflow: 2.10
from datetime import datetime

from airflow import DAG
from airflow.operators.python import PythonOperator, ShortCircuitOperator


def no():
    return False


def ok():
    return "done"


with DAG("airflow2_short_circuit_xcom", schedule=None, start_date=datetime(2024, 1, 1)):
    check = ShortCircuitOperator(task_id="check", python_callable=no)
    a = PythonOperator(task_id="a", python_callable=ok)
    check >> a
