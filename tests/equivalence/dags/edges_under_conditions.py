# Edges and tasks under conditions that are only known when the file is loaded.
import os
import time

import pendulum
from airflow.providers.standard.operators.python import PythonOperator
from airflow.sdk import DAG

THERE = os.path.exists("/")
MISSING = os.path.exists("/there/is/no/such/folder")


def ok():
    return time.time() > 0


def fail():
    raise ValueError("as told")


with DAG("edges_under_conditions", schedule=None, start_date=pendulum.datetime(2024, 1, 1, tz="UTC")):
    broken = PythonOperator(task_id="broken", python_callable=fail)
    fine = PythonOperator(task_id="fine", python_callable=ok)
    held = PythonOperator(task_id="held", python_callable=ok)
    free = PythonOperator(task_id="free", python_callable=ok)
    if THERE:
        broken >> held
        fine >> free
    else:
        broken >> free
    if MISSING:
        extra = PythonOperator(task_id="extra", python_callable=ok)
        broken >> free >> extra
    last = held if MISSING else free
    end = PythonOperator(task_id="end", python_callable=ok)
    last >> end
