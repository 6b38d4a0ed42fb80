# Params of a task: over the DAG's, under what the run is given.
# conf: {"c": "run", "only": 1}
from datetime import datetime

from airflow.providers.standard.operators.bash import BashOperator
from airflow.providers.standard.operators.python import PythonOperator
from airflow.sdk import DAG


def show(params):
    return {key: params[key] for key in sorted(params)}


with DAG(
    "params_task_and_conf",
    schedule=None,
    start_date=datetime(2024, 1, 1),
    params={"a": "dag", "b": "dag", "c": "dag"},
):
    PythonOperator(task_id="own", python_callable=show, params={"b": "task", "c": "task"})
    PythonOperator(task_id="none", python_callable=show)
    BashOperator(
        task_id="bash",
        bash_command="echo {{ params.a }} {{ params.b }} {{ params.c }} {{ params.only }}",
        params={"b": "task", "c": "task"},
    )
