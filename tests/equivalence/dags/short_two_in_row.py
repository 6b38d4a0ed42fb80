# Two short circuits in a row, the second one stops.
from datetime import datetime

from airflow.providers.standard.operators.python import PythonOperator, ShortCircuitOperator
from airflow.sdk import DAG


def no():
    return False


def yes():
    return "rows"


def ok():
    return "done"


with DAG("short_two_in_row", schedule=None, start_date=datetime(2024, 1, 1)):
    first = ShortCircuitOperator(task_id="first", python_callable=yes)
    second = ShortCircuitOperator(task_id="second", python_callable=no)
    a = PythonOperator(task_id="a", python_callable=ok)
    b = PythonOperator(task_id="b", python_callable=ok)
    first >> a
    first >> second >> b
