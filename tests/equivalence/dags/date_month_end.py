# Templates at the end of a month and of a leap year.
# logical_date: 2024-02-29T23:59:59+00:00
from datetime import datetime

from airflow.providers.standard.operators.bash import BashOperator
from airflow.sdk import DAG

with DAG("date_month_end", schedule=None, start_date=datetime(2024, 1, 1)):
    BashOperator(
        task_id="a",
        bash_command="echo {{ macros.ds_add(ds, 1) }} {{ logical_date.subtract(months=1).format('YYYY-MM') }}",
    )
