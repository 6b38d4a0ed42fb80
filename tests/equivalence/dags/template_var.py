# Variables with a default in templates.
from datetime import datetime

from airflow.providers.standard.operators.bash import BashOperator
from airflow.sdk import DAG

with DAG("template_var", schedule=None, start_date=datetime(2024, 1, 1)):
    BashOperator(
        task_id="a", bash_command="echo {{ var.value.get('no_such_variable', 'fallback') }}"
    )
    BashOperator(task_id="b", bash_command="echo {{ var.value.no_such_variable }}")
