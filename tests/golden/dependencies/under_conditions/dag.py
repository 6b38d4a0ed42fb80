"""Edges that hold under a condition which only a run can tell."""

import os

from airflow.providers.standard.operators.bash import BashOperator
from airflow.sdk import DAG

FULL = os.path.exists("/data/full_refresh")

with DAG("refresh", schedule=None):
    extract = BashOperator(task_id="extract", bash_command="echo extract")
    clean = BashOperator(task_id="clean", bash_command="echo clean")
    load = BashOperator(task_id="load", bash_command="echo load")
    if FULL:
        extract >> clean >> load
    else:
        extract >> load
    last = load
    if FULL:
        check = BashOperator(task_id="check", bash_command="echo check")
        load >> check
        last = check
    publish = BashOperator(task_id="publish", bash_command="echo publish")
    [last, clean] >> publish
