# 2.x: xcom_pull honours its default, and drops missing ones from lists.
# airflow: 2.10
from datetime import datetime

from airflow import DAG
from airflow.operators.python import PythonOperator


def one():
    return 1


def nothing():
    return None


def use(ti):
    return [
        ti.xcom_pull(task_ids="nothing", default=5),
        list(ti.xcom_pull(task_ids=["nothing", "one"])),
    ]


with DAG("airflow2_pull_default", schedule=None, start_date=datetime(2024, 1, 1)):
    a = PythonOperator(task_id="one", python_callable=one)
    b = PythonOperator(task_id="nothing", python_callable=nothing)
    c = PythonOperator(task_id="c", python_callable=use)
    [a, b] >> c
