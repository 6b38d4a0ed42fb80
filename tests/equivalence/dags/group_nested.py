# Nested groups, one of which does not prefix its ids.
from datetime import datetime

from airflow.providers.standard.operators.python import PythonOperator
from airflow.sdk import DAG, TaskGroup


def ok():
    return "done"


with DAG("group_nested", schedule=None, start_date=datetime(2024, 1, 1)):
    with TaskGroup("outer"):
        a = PythonOperator(task_id="a", python_callable=ok)
        with TaskGroup("plain", prefix_group_id=False):
            b = PythonOperator(task_id="b", python_callable=ok)
        with TaskGroup("inner"):
            c = PythonOperator(task_id="c", python_callable=ok)
        a >> b >> c
