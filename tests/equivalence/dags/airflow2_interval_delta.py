# 2.x: interval, next and previous date of a run by hand, every six hours.
# logical_date: 2024-03-05T06:30:15+00:00
# airflow: 2.10
from datetime import datetime, timedelta

from airflow import DAG
from airflow.operators.bash import BashOperator

with DAG(
    "airflow2_interval_delta",
    schedule=timedelta(hours=6),
    start_date=datetime(2024, 1, 1),
    catchup=False,
):
    BashOperator(task_id="interval", bash_command="echo {{ data_interval_start }} {{ data_interval_end }}")
    BashOperator(task_id="near", bash_command="echo {{ prev_execution_date }} {{ next_execution_date }}")
