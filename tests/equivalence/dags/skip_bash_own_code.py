# skip_on_exit_code with a list of codes; 99 is then a failure.
from datetime import datetime

from airflow.providers.standard.operators.bash import BashOperator
from airflow.sdk import DAG

with DAG("skip_bash_own_code", schedule=None, start_date=datetime(2024, 1, 1)):
    BashOperator(task_id="seven", bash_command="exit 7", skip_on_exit_code=[7, 8])
    BashOperator(task_id="none", bash_command="exit 99", skip_on_exit_code=None)
    BashOperator(task_id="other", bash_command="exit 99", skip_on_exit_code=7)
