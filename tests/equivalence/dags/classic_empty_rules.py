# EmptyOperators with trigger rules of their own around a failure.
from datetime import datetime

from airflow.providers.standard.operators.empty import EmptyOperator
from airflow.providers.standard.operators.python import PythonOperator
from airflow.sdk import DAG


def ok():
    return "done"


def broken():
    raise ValueError("no")


with DAG("classic_empty_rules", schedule=None, start_date=datetime(2024, 1, 1)):
    bad = PythonOperator(task_id="bad", python_callable=broken)
    good = PythonOperator(task_id="good", python_callable=ok)
    joined = EmptyOperator(task_id="joined", trigger_rule="one_failed")
    closed = EmptyOperator(task_id="closed")
    [bad, good] >> joined >> PythonOperator(task_id="alert", python_callable=ok)
    [bad, good] >> closed >> PythonOperator(task_id="never", python_callable=ok)
