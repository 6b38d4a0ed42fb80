# do_xcom_push=False: the reader gets None.
from datetime import datetime

from airflow.providers.standard.operators.python import PythonOperator
from airflow.sdk import DAG


def secret():
    return "hidden"


def use(v):
    return [v]


with DAG("xcom_do_not_push", schedule=None, start_date=datetime(2024, 1, 1)):
    a = PythonOperator(task_id="a", python_callable=secret, do_xcom_push=False)
    b = PythonOperator(task_id="b", python_callable=use, op_args=[a.output])
