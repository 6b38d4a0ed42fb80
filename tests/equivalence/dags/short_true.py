# A truthy short circuit goes on and pushes its value.
from datetime import datetime

from airflow.providers.standard.operators.python import PythonOperator, ShortCircuitOperator
from airflow.sdk import DAG


def yes():
    return "rows"


def ok():
    return "done"


with DAG("short_true", schedule=None, start_date=datetime(2024, 1, 1)):
    check = ShortCircuitOperator(task_id="check", python_callable=yes)
    a = PythonOperator(task_id="a", python_callable=ok)
    check >> a
