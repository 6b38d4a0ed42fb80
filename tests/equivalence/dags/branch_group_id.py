# A branch that returns the id of a task group runs the whole group.
from datetime import datetime

from airflow.providers.standard.operators.python import BranchPythonOperator, PythonOperator
from airflow.sdk import DAG, TaskGroup


def choose():
    return "grp"


def ok():
    return "done"


with DAG("branch_group_id", schedule=None, start_date=datetime(2024, 1, 1)):
    branch = BranchPythonOperator(task_id="choose", python_callable=choose)
    with TaskGroup("grp") as grp:
        p = PythonOperator(task_id="p", python_callable=ok)
        q = PythonOperator(task_id="q", python_callable=ok)
        r = PythonOperator(task_id="r", python_callable=ok)
        p >> q
    other = PythonOperator(task_id="other", python_callable=ok)
    branch >> [grp, other]
