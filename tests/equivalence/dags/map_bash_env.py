# A mapped BashOperator over environments from upstream.
from datetime import datetime

from airflow.providers.standard.operators.bash import BashOperator
from airflow.sdk import DAG, task

with DAG("map_bash_env", schedule=None, start_date=datetime(2024, 1, 1)):

    @task
    def environments():
        return [{"NAME": "a"}, {"NAME": "b"}]

    BashOperator.partial(task_id="run", bash_command='echo "hello $NAME"', append_env=True).expand(
        env=environments()
    )
