# Ids with dashes and dots that are no identifiers and would collide.
from datetime import datetime

from airflow.providers.standard.operators.python import PythonOperator
from airflow.sdk import DAG


def ok():
    return "done"


with DAG("classic_ids_with_dashes", schedule=None, start_date=datetime(2024, 1, 1)):
    a = PythonOperator(task_id="load-table", python_callable=ok)
    b = PythonOperator(task_id="load_table", python_callable=ok)
    c = PythonOperator(task_id="load.table", python_callable=ok)
    a >> b >> c
