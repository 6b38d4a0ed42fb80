# op.output passed as an argument of a classic operator.
from datetime import datetime

from airflow.providers.standard.operators.python import PythonOperator
from airflow.sdk import DAG


def extract():
    return 20


def add(x, y):
    return x + y


with DAG("xcom_output_attribute", schedule=None, start_date=datetime(2024, 1, 1)):
    a = PythonOperator(task_id="a", python_callable=extract)
    b = PythonOperator(
        task_id="b", python_callable=add, op_args=[a.output], op_kwargs={"y": a.output}
    )
