# as_setup and as_teardown on classic operators.
from datetime import datetime

from airflow.providers.standard.operators.python import PythonOperator
from airflow.sdk import DAG


def note(text):
    return text


def fail():
    raise ValueError("broken")


with DAG("setup_as_methods", schedule=None, start_date=datetime(2024, 1, 1)):
    create = PythonOperator(task_id="create", python_callable=note, op_args=["created"])
    work = PythonOperator(task_id="work", python_callable=fail)
    delete = PythonOperator(task_id="delete", python_callable=note, op_args=["deleted"])
    create.as_setup() >> work >> delete.as_teardown(setups=create)
