# set_upstream and set_downstream.
from datetime import datetime

from airflow.providers.standard.operators.python import PythonOperator
from airflow.sdk import DAG


def fail():
    raise ValueError("broken")


def ok():
    return "done"


with DAG("deps_methods", schedule=None, start_date=datetime(2024, 1, 1)):
    a = PythonOperator(task_id="a", python_callable=ok)
    b = PythonOperator(task_id="b", python_callable=fail)
    c = PythonOperator(task_id="c", python_callable=ok)
    d = PythonOperator(task_id="d", python_callable=ok)
    a.set_downstream([b, c])
    d.set_upstream(b)
