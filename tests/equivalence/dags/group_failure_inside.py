# A failure inside a group stops what follows the group.
from datetime import datetime

from airflow.providers.standard.operators.python import PythonOperator
from airflow.sdk import DAG, TaskGroup


def fail():
    raise ValueError("broken")


def ok():
    return "done"


with DAG("group_failure_inside", schedule=None, start_date=datetime(2024, 1, 1)):
    with TaskGroup("g") as g:
        a = PythonOperator(task_id="a", python_callable=ok)
        b = PythonOperator(task_id="b", python_callable=fail)
    after = PythonOperator(task_id="after", python_callable=ok)
    clean = PythonOperator(task_id="clean", python_callable=ok, trigger_rule="all_done")
    g >> [after, clean]
