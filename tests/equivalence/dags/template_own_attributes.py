# What the task knows of itself: tries, owner, index.
from datetime import datetime, timedelta

from airflow.providers.standard.operators.bash import BashOperator
from airflow.sdk import DAG

with DAG(
    "template_own_attributes",
    schedule=None,
    start_date=datetime(2024, 1, 1),
    description="words",
    default_args={"owner": "me"},
):
    BashOperator(
        task_id="a",
        bash_command="echo {{ ti.try_number }} {{ task.owner }} {{ ti.map_index }} {{ dag.description }}",
    )
    BashOperator(
        task_id="b",
        bash_command="echo {{ ti.max_tries }} {{ task.retries }}",
        retries=2,
        retry_delay=timedelta(seconds=0),
    )
