# 2.x: the data interval of a manual run of a daily DAG.
# logical_date: 2024-03-05T06:30:00+00:00
# airflow: 2.10
from datetime import datetime

from airflow import DAG
from airflow.operators.python import PythonOperator


def use(ds, execution_date, data_interval_start, data_interval_end):
    return [
        ds,
        execution_date.isoformat(),
        data_interval_start.isoformat(),
        data_interval_end.isoformat(),
    ]


with DAG("airflow2_daily_interval", schedule="@daily", start_date=datetime(2024, 1, 1)):
    a = PythonOperator(task_id="a", python_callable=use)
