# 2.x: DummyOperator and provide_context.
# airflow: 2.10
from datetime import datetime

from airflow import DAG
from airflow.operators.dummy import DummyOperator
from airflow.operators.python import PythonOperator


def extract(**kwargs):
    kwargs["ti"].xcom_push(key="n", value=3)


def load(**kwargs):
    return kwargs["ti"].xcom_pull(task_ids="extract", key="n")


with DAG("airflow2_dummy", schedule=None, start_date=datetime(2024, 1, 1)):
    start = DummyOperator(task_id="start")
    a = PythonOperator(task_id="extract", python_callable=extract, provide_context=True)
    b = PythonOperator(task_id="load", python_callable=load, provide_context=True)
    end = DummyOperator(task_id="end")
    start >> a >> b >> end
