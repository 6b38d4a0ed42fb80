# always runs whatever its upstream does.
from datetime import datetime

from airflow.providers.standard.operators.python import PythonOperator
from airflow.sdk import DAG


def ok():
    return "done"


def fail():
    raise ValueError("broken")


with DAG("rules_always_ignores_upstream", schedule=None, start_date=datetime(2024, 1, 1)):
    f = PythonOperator(task_id="f", python_callable=fail)
    b = PythonOperator(task_id="b", python_callable=ok, trigger_rule="always")
    f >> b
