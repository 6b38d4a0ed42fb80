# Date arithmetic in the callable.
# logical_date: 2024-03-05T06:30:00+00:00
from datetime import datetime, timedelta

from airflow.providers.standard.operators.python import PythonOperator
from airflow.sdk import DAG


def window(logical_date):
    end = logical_date.replace(hour=0, minute=0, second=0)
    start = end - timedelta(days=7)
    return [start.strftime("%Y-%m-%d"), end.strftime("%Y-%m-%d")]


def path(ds):
    year, month, day = ds.split("-")
    return f"data/{year}/{month}/{day}.csv"


with DAG("date_arithmetic", schedule=None, start_date=datetime(2024, 1, 1)):
    window_task = PythonOperator(task_id="window_task", python_callable=window)
    path_task = PythonOperator(task_id="path_task", python_callable=path)
