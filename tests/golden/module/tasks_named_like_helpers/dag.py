"""Tasks whose ids are what our own imports are called."""

from datetime import datetime

from airflow import DAG
from airflow.operators.bash import BashOperator
from airflow.operators.email import EmailOperator
from airflow.operators.python import PythonOperator


def date():
    return "a task"


with DAG("helpers", start_date=datetime(2024, 1, 1), schedule=None):
    run = BashOperator(task_id="run_bash", bash_command="echo {{ macros.ds_add(ds, 1) }}")
    send = EmailOperator(task_id="send_email", to="a@example.com", subject="s", html_content="x")
    run >> send >> PythonOperator(task_id="date", python_callable=date)
