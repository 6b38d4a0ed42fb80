from datetime import datetime

from airflow import DAG
from airflow.operators.bash import BashOperator

with DAG("dates", schedule_interval="0 6 * * *", start_date=datetime(2024, 1, 1), catchup=False):
    BashOperator(task_id="day", bash_command="echo {{ ds }} {{ prev_ds }} {{ next_ds }}")
    BashOperator(task_id="old", bash_command="echo {{ execution_date.strftime('%Y/%m') }}")
    BashOperator(task_id="near", bash_command="echo {{ yesterday_ds }} {{ tomorrow_ds_nodash }}")
