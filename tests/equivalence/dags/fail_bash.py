# A bash command with a non-zero exit code fails, and so does what follows.
from datetime import datetime

from airflow.providers.standard.operators.bash import BashOperator
from airflow.sdk import DAG

with DAG("fail_bash", schedule=None, start_date=datetime(2024, 1, 1)):
    a = BashOperator(task_id="a", bash_command="echo before; exit 3")
    b = BashOperator(task_id="b", bash_command="echo after")
    a >> b
