# Params with defaults in a callable.
from datetime import datetime

from airflow.providers.standard.operators.python import PythonOperator
from airflow.sdk import DAG


def use(params):
    return [params["table"], params["limit"] + 1]


with DAG(
    "params_default",
    schedule=None,
    start_date=datetime(2024, 1, 1),
    params={"table": "orders", "limit": 10},
    catchup=False,
):
    a = PythonOperator(task_id="a", python_callable=use)
