# A task that waits for nothing ends the run; what it is downstream of runs to its end.
import time

import pendulum
from airflow.providers.standard.operators.python import PythonOperator
from airflow.sdk import DAG


def nap():
    time.sleep(1)


def ok():
    return 1


with DAG(
    "rules_always_beside_chain", schedule=None, start_date=pendulum.datetime(2024, 1, 1, tz="UTC")
):
    slow = PythonOperator(task_id="slow", python_callable=nap)
    after_slow = PythonOperator(task_id="after_slow", python_callable=ok)
    note = PythonOperator(task_id="note", python_callable=ok, trigger_rule="always")
    slow >> after_slow >> note
