# ds, ds_nodash, ts and ts_nodash in bash commands.
# logical_date: 2024-03-05T06:30:00+00:00
from datetime import datetime

from airflow.providers.standard.operators.bash import BashOperator
from airflow.sdk import DAG

with DAG("template_ds", schedule=None, start_date=datetime(2024, 1, 1)):
    BashOperator(task_id="ds", bash_command="echo {{ ds }} {{ ds_nodash }}")
    BashOperator(task_id="ts", bash_command="echo {{ ts }}")
    BashOperator(task_id="ts_nodash", bash_command="echo {{ ts_nodash }} {{ ts_nodash_with_tz }}")
