# The macros module as an argument of a callable.
# logical_date: 2024-03-05T06:30:00+00:00
from datetime import datetime

from airflow.providers.standard.operators.python import PythonOperator
from airflow.sdk import DAG


def use(macros, ds):
    return [macros.ds_add(ds, 3), macros.ds_format(ds, "%Y-%m-%d", "%d.%m.%Y")]


with DAG("template_macros_argument", schedule=None, start_date=datetime(2024, 1, 1)):
    PythonOperator(task_id="use", python_callable=use)
