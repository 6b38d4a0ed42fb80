# A failing command in the middle does not fail the task.
from datetime import datetime

from airflow.providers.standard.operators.bash import BashOperator
from airflow.sdk import DAG

with DAG("bash_no_errexit", schedule=None, start_date=datetime(2024, 1, 1)):
    BashOperator(task_id="a", bash_command="false; echo went on")
    BashOperator(task_id="b", bash_command="false | cat")
    BashOperator(task_id="c", bash_command="set -e; false; echo never")
