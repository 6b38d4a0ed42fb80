# An undefined name in a template fails the task.
from datetime import datetime

from airflow.providers.standard.operators.bash import BashOperator
from airflow.sdk import DAG

with DAG("template_undefined", schedule=None, start_date=datetime(2024, 1, 1)):
    BashOperator(task_id="broken", bash_command="echo {{ no_such_name }}")
    BashOperator(task_id="param", bash_command="echo {{ params.nope }}")
