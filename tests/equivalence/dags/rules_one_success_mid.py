# one_success in mid-graph goes on although one of the mirrors failed.
from datetime import datetime

from airflow.providers.standard.operators.python import PythonOperator
from airflow.sdk import DAG


def ok():
    return "done"


def fail():
    raise ValueError("broken")


with DAG("rules_one_success_mid", schedule=None, start_date=datetime(2024, 1, 1)):
    mirror_a = PythonOperator(task_id="mirror_a", python_callable=fail)
    mirror_b = PythonOperator(task_id="mirror_b", python_callable=ok)
    download = PythonOperator(task_id="download", python_callable=ok, trigger_rule="one_success")
    load = PythonOperator(task_id="load", python_callable=ok)
    [mirror_a, mirror_b] >> download >> load
