# cwd of a bash command.
from datetime import datetime

from airflow.providers.standard.operators.bash import BashOperator
from airflow.sdk import DAG

with DAG("bash_cwd", schedule=None, start_date=datetime(2024, 1, 1)):
    BashOperator(task_id="a", bash_command="pwd", cwd="/")
