"""A mirror is enough: the download begins when the first of them has answered."""

from datetime import datetime

from airflow.providers.standard.operators.python import PythonOperator
from airflow.sdk import DAG


def work():
    return 1


with DAG("first_to_end", schedule=None, start_date=datetime(2024, 1, 1)):
    check = PythonOperator(task_id="check", python_callable=work)
    near = PythonOperator(task_id="near", python_callable=work)
    far = PythonOperator(task_id="far", python_callable=work)
    download = PythonOperator(task_id="download", python_callable=work, trigger_rule="one_success")
    load = PythonOperator(task_id="load", python_callable=work)
    check >> far
    [near, far] >> download >> load
