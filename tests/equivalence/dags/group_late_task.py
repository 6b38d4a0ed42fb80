# A task added to a group after the edge was drawn gets no edge.
from datetime import datetime

from airflow.providers.standard.operators.python import PythonOperator
from airflow.sdk import DAG, TaskGroup


def fail():
    raise ValueError("broken")


def ok():
    return "done"


with DAG("group_late_task", schedule=None, start_date=datetime(2024, 1, 1)):
    s = PythonOperator(task_id="s", python_callable=fail)
    with TaskGroup("g") as g:
        a = PythonOperator(task_id="a", python_callable=ok)
    s >> g
    with g:
        b = PythonOperator(task_id="b", python_callable=ok)
