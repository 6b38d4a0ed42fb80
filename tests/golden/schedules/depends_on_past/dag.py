"""A load that must not run after a run that failed."""

from datetime import datetime

from airflow import DAG
from airflow.operators.bash import BashOperator

with DAG(
    "ledger",
    start_date=datetime(2024, 1, 1),
    schedule=None,
    default_args={"depends_on_past": True},
):
    BashOperator(task_id="book", bash_command="echo book", depends_on_past=False) >> BashOperator(
        task_id="close", bash_command="echo close"
    )
