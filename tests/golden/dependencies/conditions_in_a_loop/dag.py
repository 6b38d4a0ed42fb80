"""Conditions in a loop: a task and an edge that may be missing in every run of it."""

import os

from airflow.providers.standard.operators.bash import BashOperator
from airflow.sdk import DAG

AUDIT = os.path.exists("/data/audit")

with DAG("audits", schedule=None):
    start = BashOperator(task_id="start", bash_command="echo start")
    for table in ["orders", "users"]:
        if AUDIT:
            audit = BashOperator(task_id=f"audit_{table}", bash_command=f"echo {table}")
        load = BashOperator(task_id=f"load_{table}", bash_command=f"echo {table}")
        if AUDIT:
            start >> audit >> load
        else:
            start >> load
