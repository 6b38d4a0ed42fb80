from datetime import datetime

from airflow.providers.standard.operators.python import PythonOperator
from airflow.sdk import DAG, Param


def use(params):
    return [params["x"], params["y"]]


with DAG(
    "of_a_task", schedule=None, start_date=datetime(2024, 1, 1), params={"x": "dag", "y": "dag"}
):
    PythonOperator(task_id="own", python_callable=use, params={"x": "task"})
    PythonOperator(task_id="typed", python_callable=use, params={"x": Param("t", type="string")})
    PythonOperator(task_id="shared", python_callable=use)
