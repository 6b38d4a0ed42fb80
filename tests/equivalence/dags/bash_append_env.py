# append_env keeps the environment.
from datetime import datetime

from airflow.providers.standard.operators.bash import BashOperator
from airflow.sdk import DAG

with DAG("bash_append_env", schedule=None, start_date=datetime(2024, 1, 1)):
    BashOperator(
        task_id="a",
        bash_command='test -n "$PATH" && echo "path and $X"',
        env={"X": "1"},
        append_env=True,
    )
