# a >> b << c: both lead to b.
from datetime import datetime

from airflow.providers.standard.operators.python import PythonOperator
from airflow.sdk import DAG


def fail():
    raise ValueError("broken")


def ok():
    return "done"


with DAG("deps_mixed_shift", schedule=None, start_date=datetime(2024, 1, 1)):
    a = PythonOperator(task_id="a", python_callable=ok)
    b = PythonOperator(task_id="b", python_callable=ok)
    c = PythonOperator(task_id="c", python_callable=fail)
    a >> b << c
