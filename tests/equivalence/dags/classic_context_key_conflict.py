# A positional argument whose parameter is a context key fails.
from datetime import datetime

from airflow.providers.standard.operators.python import PythonOperator
from airflow.sdk import DAG


def use(ds, x):
    return [ds, x]


with DAG("classic_context_key_conflict", schedule=None, start_date=datetime(2024, 1, 1)):
    a = PythonOperator(task_id="a", python_callable=use, op_args=["mine", 2])
