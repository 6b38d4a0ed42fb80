# A value from before a branch is read after the join.
from datetime import datetime

from airflow.providers.standard.operators.python import BranchPythonOperator, PythonOperator
from airflow.sdk import DAG


def start():
    return 10


def choose():
    return "left"


def left(ti):
    return ti.xcom_pull(task_ids="start") + 1


def right(ti):
    return ti.xcom_pull(task_ids="start") - 1


def join(ti):
    return [ti.xcom_pull(task_ids=["left", "right"]), ti.xcom_pull(task_ids="start")]


with DAG("xcom_across_branch", schedule=None, start_date=datetime(2024, 1, 1)):
    s = PythonOperator(task_id="start", python_callable=start)
    branch = BranchPythonOperator(task_id="choose", python_callable=choose)
    go_left = PythonOperator(task_id="left", python_callable=left)
    go_right = PythonOperator(task_id="right", python_callable=right)
    joined = PythonOperator(
        task_id="join", python_callable=join, trigger_rule="none_failed_min_one_success"
    )
    s >> branch >> [go_left, go_right] >> joined
