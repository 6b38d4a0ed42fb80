# A branch callable that pulls with ti, and paths that read the same XCom.
from datetime import datetime

from airflow.providers.standard.operators.python import BranchPythonOperator, PythonOperator
from airflow.sdk import DAG


def extract():
    return [3, 4]


def choose(ti):
    rows = ti.xcom_pull(task_ids="extract")
    return "load" if rows else "nothing"


def load(ti):
    return sum(ti.xcom_pull(task_ids="extract"))


def nothing():
    return 0


with DAG("branch_xcom_pull", schedule=None, start_date=datetime(2024, 1, 1)):
    extracted = PythonOperator(task_id="extract", python_callable=extract)
    branch = BranchPythonOperator(task_id="choose", python_callable=choose)
    loaded = PythonOperator(task_id="load", python_callable=load)
    nothing_done = PythonOperator(task_id="nothing", python_callable=nothing)
    extracted >> branch >> [loaded, nothing_done]
