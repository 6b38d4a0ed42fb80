# A key that is pushed, and one that is not.
from datetime import datetime

from airflow.providers.standard.operators.python import (
    PythonOperator,
)
from airflow.sdk import DAG


def a(ti):
    ti.xcom_push("k", 7)
    return 1


def b(v):
    return v


with DAG("xcom_output_key_not_pushed", schedule=None, start_date=datetime(2024, 1, 1)):
    one = PythonOperator(task_id="a", python_callable=a)
    PythonOperator(task_id="b", python_callable=b, op_kwargs={"v": one.output["k"]})
    PythonOperator(task_id="c", python_callable=b, op_args=[one.output["nokey"]])
