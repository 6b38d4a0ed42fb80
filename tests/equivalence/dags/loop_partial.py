# A functools.partial as callable.
import functools
from datetime import datetime

from airflow.providers.standard.operators.python import PythonOperator
from airflow.sdk import DAG


def power(base, exponent):
    return base**exponent


with DAG("loop_partial", schedule=None, start_date=datetime(2024, 1, 1)):
    square = PythonOperator(
        task_id="square", python_callable=functools.partial(power, exponent=2), op_args=[5]
    )
