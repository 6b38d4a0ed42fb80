# A child of two branches is skipped when only one of them follows it.
from datetime import datetime

from airflow.providers.standard.operators.python import BranchPythonOperator, PythonOperator
from airflow.sdk import DAG


def choose_y():
    return "y"


def choose_x():
    return "x"


def ok():
    return "done"


with DAG("branch_two_parents", schedule=None, start_date=datetime(2024, 1, 1)):
    first = BranchPythonOperator(task_id="first", python_callable=choose_y)
    second = BranchPythonOperator(task_id="second", python_callable=choose_x)
    x = PythonOperator(task_id="x", python_callable=ok)
    y = PythonOperator(task_id="y", python_callable=ok)
    z = PythonOperator(task_id="z", python_callable=ok)
    first >> [y, z]
    second >> [y, x]
