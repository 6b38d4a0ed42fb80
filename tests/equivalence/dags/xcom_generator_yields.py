# What a generator yields is dropped, what it returns is kept.
from datetime import datetime

from airflow.providers.standard.operators.python import (
    PythonOperator,
)
from airflow.sdk import DAG


def f(ti):
    for i in range(3):
        yield i
        ti.xcom_push(f"k{i}", i)
    if True:
        yield
    yield len([1])
    return {"n": 3}


def g(v, ti):
    return [v, ti.xcom_pull("f", key="k2")]


with DAG("xcom_generator_yields", schedule=None, start_date=datetime(2024, 1, 1)):
    a = PythonOperator(task_id="f", python_callable=f)
    PythonOperator(task_id="g", python_callable=g, op_args=[a.output])
