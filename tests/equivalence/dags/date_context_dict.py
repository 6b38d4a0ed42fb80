# Dates read from **context.
# logical_date: 2024-03-05T06:30:00+00:00
from datetime import datetime

from airflow.providers.standard.operators.python import PythonOperator
from airflow.sdk import DAG


def use(**context):
    return [context["ds"], context["logical_date"].hour, context["data_interval_end"].day]


with DAG("date_context_dict", schedule=None, start_date=datetime(2024, 1, 1)):
    a = PythonOperator(task_id="a", python_callable=use)
