# Exit code 99 of a bash command skips.
from datetime import datetime

from airflow.providers.standard.operators.bash import BashOperator
from airflow.sdk import DAG

with DAG("skip_bash_99", schedule=None, start_date=datetime(2024, 1, 1)):
    check = BashOperator(task_id="check", bash_command="exit 99")
    load = BashOperator(task_id="load", bash_command="echo loaded")
    check >> load
