# Two teardowns one after the other, both after the last leaf has ended.
import time

import pendulum
from airflow.providers.standard.operators.python import PythonOperator
from airflow.sdk import DAG


def nap():
    time.sleep(1)


def ok():
    return 1


with DAG(
    "setup_teardowns_in_a_row", schedule=None, start_date=pendulum.datetime(2024, 1, 1, tz="UTC")
):
    make = PythonOperator(task_id="make", python_callable=ok).as_setup()
    work = PythonOperator(task_id="work", python_callable=ok)
    empty = PythonOperator(task_id="empty", python_callable=nap).as_teardown(setups=make)
    drop = PythonOperator(task_id="drop", python_callable=ok).as_teardown(setups=make)
    make >> work >> empty >> drop
