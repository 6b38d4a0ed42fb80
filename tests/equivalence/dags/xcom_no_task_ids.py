# A pull without task ids reads the task's own XCom.
from datetime import datetime

from airflow.providers.standard.operators.python import PythonOperator
from airflow.sdk import DAG


def first():
    return 1


def load(ti):
    return [ti.xcom_pull()]


with DAG("xcom_no_task_ids", schedule=None, start_date=datetime(2024, 1, 1)):
    a = PythonOperator(task_id="a", python_callable=first)
    b = PythonOperator(task_id="b", python_callable=load)
    a >> b
