# A template inside a param is not rendered.
from datetime import datetime

from airflow.providers.standard.operators.bash import BashOperator
from airflow.sdk import DAG

with DAG(
    "template_param_not_rendered",
    schedule=None,
    start_date=datetime(2024, 1, 1),
    params={"text": "{{ ds }}"},
    catchup=False,
):
    BashOperator(task_id="a", bash_command="echo '{{ params.text }}'")
