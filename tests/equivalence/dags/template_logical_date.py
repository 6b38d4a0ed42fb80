# Attributes and methods of logical_date in a template.
# logical_date: 2024-03-05T06:30:00+00:00
from datetime import datetime

from airflow.providers.standard.operators.bash import BashOperator
from airflow.sdk import DAG

with DAG("template_logical_date", schedule=None, start_date=datetime(2024, 1, 1)):
    BashOperator(
        task_id="parts",
        bash_command="echo {{ logical_date.year }}/{{ logical_date.month }} {{ logical_date.strftime('%H:%M') }}",
    )
    BashOperator(
        task_id="added", bash_command="echo {{ logical_date.add(days=1).to_date_string() }}"
    )
