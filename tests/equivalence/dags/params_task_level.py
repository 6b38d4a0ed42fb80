# Params of a task win over those of the DAG.
from datetime import datetime

from airflow.providers.standard.operators.python import PythonOperator
from airflow.sdk import DAG


def use(params):
    return [params["x"], params["y"]]


with DAG(
    "params_task_level",
    schedule=None,
    start_date=datetime(2024, 1, 1),
    params={"x": "dag", "y": "dag"},
    catchup=False,
):
    a = PythonOperator(task_id="a", python_callable=use, params={"x": "task"})
    b = PythonOperator(task_id="b", python_callable=use)
