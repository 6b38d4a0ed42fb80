# Dates of the context as parameters of the callable.
# logical_date: 2024-03-05T06:30:00+00:00
from datetime import datetime

from airflow.providers.standard.operators.python import PythonOperator
from airflow.sdk import DAG


def use(ds, ts, logical_date, data_interval_start, data_interval_end, ds_nodash):
    return [
        ds,
        ts,
        logical_date.isoformat(),
        data_interval_start.isoformat(),
        data_interval_end.isoformat(),
        ds_nodash,
    ]


with DAG("date_context_kwargs", schedule=None, start_date=datetime(2024, 1, 1)):
    a = PythonOperator(task_id="a", python_callable=use)
