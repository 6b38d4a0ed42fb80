# A failure early in one chain leaves another one running, though the join can't run any more.
import time

import pendulum
from airflow.providers.standard.operators.python import PythonOperator
from airflow.sdk import DAG


def fail():
    raise ValueError("on purpose")


def nap():
    time.sleep(1)


def ok():
    return 1


with DAG(
    "fail_beside_longer_chain", schedule=None, start_date=pendulum.datetime(2024, 1, 1, tz="UTC")
):
    bad = PythonOperator(task_id="bad", python_callable=fail)
    slow = PythonOperator(task_id="slow", python_callable=nap)
    after_slow = PythonOperator(task_id="after_slow", python_callable=ok)
    join = PythonOperator(task_id="join", python_callable=ok)
    slow >> after_slow
    [bad, after_slow] >> join
