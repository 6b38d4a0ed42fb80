# A task with an asset as outlet.
from datetime import datetime

from airflow.providers.standard.operators.python import PythonOperator
from airflow.sdk import DAG, Asset


def ok():
    return "done"


with DAG("classic_asset_outlet", schedule=None, start_date=datetime(2024, 1, 1)):
    orders = Asset("orders")
    a = PythonOperator(task_id="a", python_callable=ok, outlets=[orders])
    b = PythonOperator(task_id="b", python_callable=ok, inlets=[orders])
    a >> b
