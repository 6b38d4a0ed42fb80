# op_args and op_kwargs of a classic operator.
from datetime import datetime

from airflow.providers.standard.operators.python import PythonOperator
from airflow.sdk import DAG


def add(a, b, *, c=0):
    return a + b + c


with DAG("classic_op_args", schedule=None, start_date=datetime(2024, 1, 1)):
    PythonOperator(task_id="a", python_callable=add, op_args=[1, 2])
    PythonOperator(task_id="b", python_callable=add, op_args=[1], op_kwargs={"b": 5, "c": 100})
