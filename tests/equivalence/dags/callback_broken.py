# A callback that raises changes no state.
from datetime import datetime

from airflow.providers.standard.operators.python import PythonOperator
from airflow.sdk import DAG


def explode(context):
    raise RuntimeError("callback")


def ok():
    return "done"


with DAG("callback_broken", schedule=None, start_date=datetime(2024, 1, 1)):
    a = PythonOperator(task_id="a", python_callable=ok, on_success_callback=explode)
    b = PythonOperator(task_id="b", python_callable=ok)
    a >> b
