# A loop in which each task follows the one before.
from datetime import datetime

from airflow.providers.standard.operators.python import PythonOperator
from airflow.sdk import DAG


def step(n):
    if n == 2:
        raise ValueError("broken")
    return n


with DAG("loop_chain", schedule=None, start_date=datetime(2024, 1, 1)):
    previous = None
    for n in range(4):
        current = PythonOperator(task_id=f"step_{n}", python_callable=step, op_args=[n])
        if previous:
            previous >> current
        previous = current
