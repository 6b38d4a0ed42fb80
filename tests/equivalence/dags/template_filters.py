# Jinja filters in templates.
from datetime import datetime

from airflow.providers.standard.operators.bash import BashOperator
from airflow.sdk import DAG

with DAG(
    "template_filters",
    schedule=None,
    start_date=datetime(2024, 1, 1),
    params={"name": "orders", "list": [1, 2, 3]},
    catchup=False,
):
    BashOperator(task_id="upper", bash_command="echo {{ params.name | upper }}")
    BashOperator(
        task_id="default",
        bash_command="echo {{ params.get('missing') or 'none' }} {{ params['list'] | length }}",
    )
    BashOperator(task_id="joined", bash_command="echo {{ params['list'] | join(',') }}")
