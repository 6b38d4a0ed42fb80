# Jinja has one kind of newline.
from datetime import datetime

from airflow.providers.standard.operators.python import PythonOperator
from airflow.sdk import DAG


def show(text):
    return text


with DAG("template_newlines", schedule=None, start_date=datetime(2024, 1, 1)):
    PythonOperator(task_id="windows", python_callable=show, op_args=["a\r\nb\r\n"])
    PythonOperator(task_id="mac", python_callable=show, op_args=["a\rb {{ ds }}"])
    PythonOperator(task_id="two", python_callable=show, op_args=["a\n\n"])
