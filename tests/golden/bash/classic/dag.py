"""Nightly clean-up on the file server."""

from datetime import datetime

from airflow import DAG
from airflow.operators.bash import BashOperator

with DAG("cleanup", schedule_interval="@daily", start_date=datetime(2024, 1, 1), catchup=False) as dag:
    # Everything older than a week goes.
    remove = BashOperator(
        task_id="remove",
        bash_command="find /data -mtime +7 -name '*.tmp' -delete",
    )
    report = BashOperator(
        task_id="report",
        bash_command='df -h /data | tee "/logs/{{ ds }}.txt"',
        env={"LANG": "C", "RUN": "{{ run_id }}"},
        append_env=True,
        cwd="/logs",
    )
    remove >> report
