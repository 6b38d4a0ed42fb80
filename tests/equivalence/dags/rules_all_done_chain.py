# all_done tasks in a row after a failure: each runs.
from datetime import datetime

from airflow.providers.standard.operators.python import PythonOperator
from airflow.sdk import DAG


def ok():
    return "done"


def fail():
    raise ValueError("broken")


with DAG("rules_all_done_chain", schedule=None, start_date=datetime(2024, 1, 1)):
    f = PythonOperator(task_id="f", python_callable=fail)
    clean = PythonOperator(task_id="clean", python_callable=ok, trigger_rule="all_done")
    notify = PythonOperator(task_id="notify", python_callable=ok)
    f >> clean >> notify
