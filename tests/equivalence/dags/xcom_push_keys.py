# Two keys pushed and pulled one by one.
from datetime import datetime

from airflow.providers.standard.operators.python import PythonOperator
from airflow.sdk import DAG


def extract(ti):
    ti.xcom_push(key="rows", value=[5, 6])
    ti.xcom_push(key="source", value="orders")


def load(ti):
    rows = ti.xcom_pull(task_ids="a", key="rows")
    source = ti.xcom_pull(task_ids="a", key="source")
    return f"{source}: {rows}"


with DAG("xcom_push_keys", schedule=None, start_date=datetime(2024, 1, 1)):
    a = PythonOperator(task_id="a", python_callable=extract)
    b = PythonOperator(task_id="b", python_callable=load)
    a >> b
