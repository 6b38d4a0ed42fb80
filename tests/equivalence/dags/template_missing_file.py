# A bash command that ends in .sh is a file to load: without it the task fails.
from datetime import datetime

from airflow.providers.standard.operators.bash import BashOperator
from airflow.sdk import DAG

with DAG("template_missing_file", schedule=None, start_date=datetime(2024, 1, 1)):
    BashOperator(task_id="file", bash_command="run_me.sh")
    BashOperator(task_id="command", bash_command="echo run_me.sh ")
