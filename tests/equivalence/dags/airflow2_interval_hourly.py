# 2.x: interval, next and previous date of a run by hand, schedule @hourly.
# logical_date: 2024-03-05T06:30:00+00:00
# airflow: 2.10
from datetime import datetime

from airflow import DAG
from airflow.operators.bash import BashOperator
from airflow.operators.python import PythonOperator


def use(data_interval_start, data_interval_end, ds):
    return [data_interval_start.isoformat(), data_interval_end.isoformat(), ds]


with DAG(
    "airflow2_interval_hourly", schedule="@hourly", start_date=datetime(2024, 1, 1), catchup=False
):
    PythonOperator(task_id="use", python_callable=use)
    BashOperator(task_id="near", bash_command="echo {{ prev_execution_date }} {{ next_execution_date }}")
    BashOperator(task_id="days", bash_command="echo {{ next_ds }} {{ macros.ds_add(next_ds, -2) }}")
