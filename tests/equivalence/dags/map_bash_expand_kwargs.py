# Mapped bash commands, with an environment each.
from datetime import datetime

from airflow.providers.standard.operators.bash import BashOperator
from airflow.sdk import DAG

with DAG("map_bash_expand_kwargs", schedule=None, start_date=datetime(2024, 1, 1)):
    BashOperator.partial(task_id="b", append_env=True).expand(
        bash_command=["echo a$X", "echo b$X"], env=[{"X": "1"}, {"X": "2"}]
    )
    BashOperator.partial(task_id="c").expand_kwargs(
        [{"bash_command": "echo $Y", "env": {"Y": "1"}}, {"bash_command": "echo z"}]
    )
