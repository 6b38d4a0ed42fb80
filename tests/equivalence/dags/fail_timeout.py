# execution_timeout ends a task that is too slow.
import time
from datetime import datetime, timedelta

from airflow.providers.standard.operators.python import PythonOperator
from airflow.sdk import DAG


def slow():
    for _ in range(100):
        time.sleep(0.1)
    return "late"


def ok():
    return "done"


with DAG("fail_timeout", schedule=None, start_date=datetime(2024, 1, 1)):
    slow_task = PythonOperator(
        task_id="slow_task", python_callable=slow, execution_timeout=timedelta(seconds=1)
    )
    b = PythonOperator(task_id="b", python_callable=ok, trigger_rule="all_done")
    slow_task >> b
