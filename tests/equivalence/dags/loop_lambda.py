# Callables that are lambdas, with their default bound in a loop.
from datetime import datetime

from airflow.providers.standard.operators.python import PythonOperator
from airflow.sdk import DAG

with DAG("loop_lambda", schedule=None, start_date=datetime(2024, 1, 1)):
    for n in (1, 2):
        PythonOperator(task_id=f"square_{n}", python_callable=lambda n=n: n * n)
