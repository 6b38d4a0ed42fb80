# Several operators on one callable with different arguments.
from datetime import datetime

from airflow.providers.standard.operators.python import PythonOperator
from airflow.sdk import DAG


def load(table, limit=10):
    return f"{table}:{limit}"


with DAG("classic_same_callable", schedule=None, start_date=datetime(2024, 1, 1)):
    first = PythonOperator(task_id="first", python_callable=load, op_args=["a"])
    second = PythonOperator(
        task_id="second", python_callable=load, op_kwargs={"table": "b", "limit": 5}
    )
    first >> second
