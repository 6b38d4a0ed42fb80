# Macros: ds_add, ds_format, timedelta.
# logical_date: 2024-03-05T06:30:00+00:00
from datetime import datetime

from airflow.providers.standard.operators.bash import BashOperator
from airflow.sdk import DAG

with DAG("template_macros", schedule=None, start_date=datetime(2024, 1, 1)):
    BashOperator(task_id="add", bash_command="echo {{ macros.ds_add(ds, -3) }}")
    BashOperator(
        task_id="format", bash_command="echo {{ macros.ds_format(ds, '%Y-%m-%d', '%d.%m.%y') }}"
    )
    BashOperator(
        task_id="delta",
        bash_command="echo {{ (logical_date - macros.timedelta(hours=7)).strftime('%Y-%m-%d') }}",
    )
