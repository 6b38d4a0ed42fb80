# A failure in the middle followed by an all_done leaf: the run is a success.
from datetime import datetime

from airflow.providers.standard.operators.python import PythonOperator
from airflow.sdk import DAG


def ok():
    return "done"


def fail():
    raise ValueError("broken")


with DAG("rules_leaf_hides_failure", schedule=None, start_date=datetime(2024, 1, 1)):
    extract = PythonOperator(task_id="extract", python_callable=fail)
    report = PythonOperator(task_id="report", python_callable=ok, trigger_rule="all_done")
    extract >> report
