# A falsy short circuit without anything behind it pushes its value.
from datetime import datetime

from airflow.providers.standard.operators.python import ShortCircuitOperator
from airflow.sdk import DAG


def empty():
    return []


with DAG("short_no_downstream", schedule=None, start_date=datetime(2024, 1, 1)):
    check = ShortCircuitOperator(task_id="check", python_callable=empty)
