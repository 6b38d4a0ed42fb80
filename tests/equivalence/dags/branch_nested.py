# A branch on the path of another branch.
from datetime import datetime

from airflow.providers.standard.operators.python import BranchPythonOperator, PythonOperator
from airflow.sdk import DAG


def outer():
    return "inner"


def inner():
    return "b"


def ok():
    return "done"


with DAG("branch_nested", schedule=None, start_date=datetime(2024, 1, 1)):
    first = BranchPythonOperator(task_id="outer", python_callable=outer)
    second = BranchPythonOperator(task_id="inner", python_callable=inner)
    a = PythonOperator(task_id="a", python_callable=ok)
    b = PythonOperator(task_id="b", python_callable=ok)
    c = PythonOperator(task_id="c", python_callable=ok)
    join = PythonOperator(
        task_id="join", python_callable=ok, trigger_rule="none_failed_min_one_success"
    )
    first >> [second, c]
    second >> [a, b]
    [a, b, c] >> join
