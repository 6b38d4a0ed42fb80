# none_skipped runs over failures.
from datetime import datetime

from airflow.providers.standard.operators.python import PythonOperator
from airflow.sdk import DAG


def ok():
    return "done"


def fail():
    raise ValueError("broken")


with DAG("rules_none_skipped_failures_fine", schedule=None, start_date=datetime(2024, 1, 1)):
    f = PythonOperator(task_id="f", python_callable=fail)
    u = PythonOperator(task_id="u", python_callable=ok)
    b = PythonOperator(task_id="b", python_callable=ok, trigger_rule="none_skipped")
    f >> u
    [f, u] >> b
