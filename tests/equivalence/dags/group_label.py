# A labelled edge between groups replaces the tasks by their groups.
from datetime import datetime

from airflow.providers.standard.operators.python import PythonOperator
from airflow.sdk import DAG, Label, TaskGroup


def fail():
    raise ValueError("broken")


def ok():
    return "done"


with DAG("group_label", schedule=None, start_date=datetime(2024, 1, 1)):
    with TaskGroup("g") as g:
        a = PythonOperator(task_id="a", python_callable=ok)
        b = PythonOperator(task_id="b", python_callable=fail)
        c = PythonOperator(task_id="c", python_callable=ok)
        a >> [b, c]
    z = PythonOperator(task_id="z", python_callable=ok)
    a >> Label("done") >> z
