"""Rules that plain Prefect has: all_done, none_failed, always."""

from datetime import datetime

from airflow.providers.standard.operators.bash import BashOperator
from airflow.sdk import DAG

with DAG("plain", schedule=None, start_date=datetime(2024, 1, 1)):
    left = BashOperator(task_id="left", bash_command="echo left")
    right = BashOperator(task_id="right", bash_command="echo right")
    clean = BashOperator(task_id="clean", bash_command="echo clean", trigger_rule="all_done")
    report = BashOperator(task_id="report", bash_command="echo ok", trigger_rule="none_failed")
    banner = BashOperator(task_id="banner", bash_command="echo hello", trigger_rule="always")
    [left, right] >> clean
    [left, right] >> report
    left >> banner
