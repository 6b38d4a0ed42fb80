# A trigger rule that comes from default_args.
from datetime import datetime

from airflow.providers.standard.operators.python import PythonOperator
from airflow.sdk import DAG


def ok():
    return "done"


def fail():
    raise ValueError("broken")


with DAG(
    "rules_default_args",
    schedule=None,
    start_date=datetime(2024, 1, 1),
    default_args={"trigger_rule": "all_done"},
    catchup=False,
):
    f = PythonOperator(task_id="f", python_callable=fail)
    clean = PythonOperator(task_id="clean", python_callable=ok)
    f >> clean
