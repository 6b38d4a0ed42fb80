# An XComArg in an f-string of a templated field.
from datetime import datetime

from airflow.providers.standard.operators.bash import BashOperator
from airflow.providers.standard.operators.python import PythonOperator
from airflow.sdk import DAG


def extract():
    return "orders"


with DAG("xcom_jinja_output", schedule=None, start_date=datetime(2024, 1, 1)):
    a = PythonOperator(task_id="extract", python_callable=extract)
    b = BashOperator(task_id="b", bash_command=f"echo table={a.output}")
    a >> b
