"""Lambdas, partials and functions inside a factory."""

from datetime import datetime
from functools import partial

from airflow.sdk import DAG
from airflow.providers.standard.operators.python import PythonOperator


def power(base, exponent, ds):
    return base**exponent, ds


def make_check(name, limit):
    def check(**context):
        print(context["ds"], name, limit)

    return PythonOperator(task_id=f"check_{name}", python_callable=check)


with DAG("small", schedule=None, start_date=datetime(2024, 1, 1)):
    hello = PythonOperator(task_id="hello", python_callable=lambda: print("hello"))
    day = PythonOperator(task_id="which-day", python_callable=lambda ds: ds.replace("-", "/"))
    squared = PythonOperator(task_id="squared", python_callable=partial(power, 7, exponent=2))
    hello >> day >> squared >> make_check("speed", 10)
