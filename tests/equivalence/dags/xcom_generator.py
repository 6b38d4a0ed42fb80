# A generator function: what it returns is the XCom.
from datetime import datetime

from airflow.providers.standard.operators.python import PythonOperator
from airflow.sdk import DAG


def make():
    print("no yields of metadata")
    return [i * i for i in range(3)]


with DAG("xcom_generator", schedule=None, start_date=datetime(2024, 1, 1)):
    a = PythonOperator(task_id="a", python_callable=make)
