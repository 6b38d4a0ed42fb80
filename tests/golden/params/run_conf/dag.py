from datetime import datetime

from airflow import DAG
from airflow.operators.bash import BashOperator

with DAG("by_hand", schedule_interval=None, start_date=datetime(2024, 1, 1)) as dag:
    BashOperator(
        task_id="show",
        bash_command="echo {{ dag_run.conf['name'] }} {{ dag_run.conf.get('size', 3) }} {{ params.undeclared }}",
    )
