# A mapped BashOperator over literal commands, which are templates.
from datetime import datetime

from airflow.providers.standard.operators.bash import BashOperator
from airflow.sdk import DAG

with DAG("map_bash", schedule=None, start_date=datetime(2024, 1, 1), params={"x": "three"}):
    BashOperator.partial(task_id="run").expand(
        bash_command=["echo one", "echo {{ 1 + 1 }}", "echo {{ params.x }}"]
    )
