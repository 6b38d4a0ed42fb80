"""Task groups that are not mapped leave no trace but their edges."""

from datetime import datetime

from airflow.providers.standard.operators.python import PythonOperator
from airflow.sdk import DAG, TaskGroup


def work():
    return 1


with DAG("plain_groups", schedule=None, start_date=datetime(2024, 1, 1)):
    with TaskGroup("extract") as extract:
        users = PythonOperator(task_id="users", python_callable=work)
        orders = PythonOperator(task_id="orders", python_callable=work)
    with TaskGroup("load") as load:
        stage = PythonOperator(task_id="stage", python_callable=work)
        swap = PythonOperator(task_id="swap", python_callable=work)
        stage >> swap
    extract >> load
