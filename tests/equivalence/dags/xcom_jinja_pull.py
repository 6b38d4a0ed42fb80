# A bash command that pulls with Jinja.
from datetime import datetime

from airflow.providers.standard.operators.bash import BashOperator
from airflow.providers.standard.operators.python import PythonOperator
from airflow.sdk import DAG


def extract():
    return "orders.csv"


with DAG("xcom_jinja_pull", schedule=None, start_date=datetime(2024, 1, 1)):
    a = PythonOperator(task_id="extract", python_callable=extract)
    b = BashOperator(task_id="b", bash_command="echo {{ ti.xcom_pull(task_ids='extract') }}")
    a >> b
