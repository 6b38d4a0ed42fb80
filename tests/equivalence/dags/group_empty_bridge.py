# An empty group between two tasks keeps them in order.
from datetime import datetime

from airflow.providers.standard.operators.python import PythonOperator
from airflow.sdk import DAG, TaskGroup


def ok():
    return "done"


with DAG("group_empty_bridge", schedule=None, start_date=datetime(2024, 1, 1)):
    a = PythonOperator(task_id="a", python_callable=ok)
    with TaskGroup("nothing") as nothing:
        pass
    b = PythonOperator(task_id="b", python_callable=ok)
    a >> nothing >> b
