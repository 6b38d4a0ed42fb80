# A pushed key beside a returned value, each with its own reader.
from datetime import datetime

from airflow.providers.standard.operators.python import PythonOperator
from airflow.sdk import DAG


def transform(**context):
    rows = [1, 2, 3]
    context["ti"].xcom_push(key="count", value=len(rows))
    return [r * 2 for r in rows]


def load(**context):
    return context["ti"].xcom_pull(task_ids="transform")


def audit(**context):
    return context["task_instance"].xcom_pull(task_ids="transform", key="count")


with DAG("xcom_push_and_return", schedule=None, start_date=datetime(2024, 1, 1)):
    t = PythonOperator(task_id="transform", python_callable=transform)
    b = PythonOperator(task_id="b", python_callable=load)
    c = PythonOperator(task_id="c", python_callable=audit)
    t >> [b, c]
