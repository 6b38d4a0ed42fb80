# A branch that decides on a param from the conf.
# conf: {"mode": "full"}
from datetime import datetime

from airflow.providers.standard.operators.python import BranchPythonOperator, PythonOperator
from airflow.sdk import DAG


def choose(params):
    return "full" if params["mode"] == "full" else "incremental"


def ok():
    return "done"


with DAG(
    "branch_params",
    schedule=None,
    start_date=datetime(2024, 1, 1),
    params={"mode": "incremental"},
    catchup=False,
):
    branch = BranchPythonOperator(task_id="choose", python_callable=choose)
    full = PythonOperator(task_id="full", python_callable=ok)
    incremental = PythonOperator(task_id="incremental", python_callable=ok)
    branch >> [full, incremental]
