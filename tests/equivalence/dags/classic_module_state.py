# A module-level constant and a helper used by two tasks.
from datetime import datetime

from airflow.providers.standard.operators.python import PythonOperator
from airflow.sdk import DAG

RATE = 0.2


def tax(amount):
    """Tax on an amount."""
    return round(amount * RATE, 2)


def orders():
    return [10, 20]


def taxed(ti):
    return [tax(v) for v in ti.xcom_pull(task_ids="orders")]


with DAG("classic_module_state", schedule=None, start_date=datetime(2024, 1, 1)):
    a = PythonOperator(task_id="orders", python_callable=orders)
    b = PythonOperator(task_id="taxed", python_callable=taxed)
    a >> b
