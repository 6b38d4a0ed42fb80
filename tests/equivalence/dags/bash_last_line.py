# The last line of the merged output is the XCom, stderr included.
from datetime import datetime

from airflow.providers.standard.operators.bash import BashOperator
from airflow.sdk import DAG

with DAG("bash_last_line", schedule=None, start_date=datetime(2024, 1, 1)):
    BashOperator(task_id="a", bash_command="echo out; echo err >&2")
    BashOperator(task_id="b", bash_command="echo out; echo")
    BashOperator(task_id="c", bash_command="true")
