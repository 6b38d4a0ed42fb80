# 2.x: the prev and next family in templates of a manual run.
# logical_date: 2024-03-05T06:30:00+00:00
# airflow: 2.10
from datetime import datetime

from airflow import DAG
from airflow.operators.bash import BashOperator

with DAG("airflow2_prev_next", schedule="@daily", start_date=datetime(2024, 1, 1)):
    BashOperator(
        task_id="a",
        bash_command="echo {{ prev_ds }} {{ next_ds }} {{ yesterday_ds }} {{ tomorrow_ds_nodash }}",
    )
    BashOperator(task_id="b", bash_command="echo {{ execution_date.strftime('%Y%m%d') }}")
