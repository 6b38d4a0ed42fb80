# Jinja strips one trailing newline of an argument.
from datetime import datetime

from airflow.providers.standard.operators.python import PythonOperator
from airflow.sdk import DAG


def use(text):
    return text


with DAG("template_trailing_newline", schedule=None, start_date=datetime(2024, 1, 1)):
    PythonOperator(task_id="use", python_callable=use, op_args=["line\n"])
    PythonOperator(task_id="comment", python_callable=use, op_args=["a{# note #}b"])
