# Two independent branches with work behind each, joined at the end.
from datetime import datetime

from airflow.providers.standard.operators.python import BranchPythonOperator, PythonOperator
from airflow.sdk import DAG


def pick_a():
    return "a1"


def pick_b():
    return "b2"


def ok():
    return "done"


with DAG("branch_two_independent", schedule=None, start_date=datetime(2024, 1, 1)):
    one = BranchPythonOperator(task_id="one", python_callable=pick_a)
    two = BranchPythonOperator(task_id="two", python_callable=pick_b)
    a1 = PythonOperator(task_id="a1", python_callable=ok)
    a2 = PythonOperator(task_id="a2", python_callable=ok)
    b1 = PythonOperator(task_id="b1", python_callable=ok)
    b2 = PythonOperator(task_id="b2", python_callable=ok)
    join = PythonOperator(
        task_id="join", python_callable=ok, trigger_rule="none_failed_min_one_success"
    )
    one >> [a1, a2] >> join
    two >> [b1, b2] >> join
