"""Airflow 3: what the last successful run before this one left."""

from datetime import datetime

from airflow.providers.standard.operators.bash import BashOperator
from airflow.sdk import DAG, task

with DAG("past_success", schedule="@daily", start_date=datetime(2024, 1, 1)):

    @task
    def since(prev_start_date_success=None, **context):
        end = context["prev_data_interval_end_success"]
        return f"{prev_start_date_success} {end}"

    shown = BashOperator(task_id="shown", bash_command="echo {{ prev_end_date_success }}")
    day = BashOperator(task_id="day", bash_command="echo {{ prev_end_date_success | ds }}")
    since() >> shown >> day
