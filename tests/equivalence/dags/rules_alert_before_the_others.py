# An alert at the first failure: what is still to come runs all the same, and before the run ends.
import time
from datetime import datetime

from airflow.providers.standard.operators.python import PythonOperator
from airflow.sdk import DAG


def work():
    time.sleep(0.5)


def broken():
    raise ValueError("broken")


with DAG("rules_alert_before_the_others", schedule=None, start_date=datetime(2024, 1, 1)):
    bad = PythonOperator(task_id="bad", python_callable=broken)
    first = PythonOperator(task_id="first", python_callable=work)
    second = PythonOperator(task_id="second", python_callable=work)
    third = PythonOperator(task_id="third", python_callable=broken)
    alert = PythonOperator(task_id="alert", python_callable=work, trigger_rule="one_failed")
    first >> second >> third
    [bad, third] >> alert
