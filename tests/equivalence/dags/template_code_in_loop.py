# The name in an expression comes from a loop of the DAG file.
# logical_date: 2024-03-05T06:30:00+00:00
from datetime import datetime

from airflow.providers.standard.operators.bash import BashOperator
from airflow.sdk import DAG

with DAG("template_code_in_loop", schedule=None, start_date=datetime(2024, 1, 1)):
    for key in ["ds", "ts_nodash", "logical_date"]:
        BashOperator(task_id=f"show_{key}", bash_command="echo {{ " + key + " }}")
