# A callable with **kwargs gets context and op_kwargs.
# logical_date: 2024-03-05T06:30:00+00:00
from datetime import datetime

from airflow.providers.standard.operators.python import PythonOperator
from airflow.sdk import DAG


def use(**kwargs):
    return [kwargs["x"], kwargs["ds"], kwargs["ti"].task_id]


with DAG("classic_kwargs_all_context", schedule=None, start_date=datetime(2024, 1, 1)):
    a = PythonOperator(task_id="a", python_callable=use, op_kwargs={"x": 1})
