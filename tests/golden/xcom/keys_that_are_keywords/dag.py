from datetime import datetime

from airflow import DAG
from airflow.operators.python import PythonOperator


def push(ti):
    ti.xcom_push(key="from", value=1)
    ti.xcom_push(key="try", value=ti.try_number)
    return "done"


def pull(ti):
    print(ti.xcom_pull(task_ids="push", key="from"), ti.xcom_pull(task_ids="push", key="try"))


with DAG("keys_that_are_keywords", start_date=datetime(2024, 1, 1), schedule=None):
    pushed = PythonOperator(task_id="push", python_callable=push)
    pushed >> PythonOperator(task_id="pull", python_callable=pull)
