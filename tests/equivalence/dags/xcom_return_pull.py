# A returned value pulled by task id with ti.
from datetime import datetime

from airflow.providers.standard.operators.python import PythonOperator
from airflow.sdk import DAG


def extract():
    return {"rows": [1, 2, 3], "source": "orders"}


def load(ti):
    data = ti.xcom_pull(task_ids="extract")
    return len(data["rows"])


with DAG("xcom_return_pull", schedule=None, start_date=datetime(2024, 1, 1)):
    a = PythonOperator(task_id="extract", python_callable=extract)
    b = PythonOperator(task_id="b", python_callable=load)
    a >> b
