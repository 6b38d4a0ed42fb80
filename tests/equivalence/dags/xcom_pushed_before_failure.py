# XComs pushed before a failure can be read afterwards.
from datetime import datetime

from airflow.providers.standard.operators.python import PythonOperator
from airflow.sdk import DAG


def make(ti):
    ti.xcom_push(key="progress", value=3)
    raise ValueError("broken")


def use(ti):
    return [ti.xcom_pull(task_ids="a", key="progress")]


with DAG("xcom_pushed_before_failure", schedule=None, start_date=datetime(2024, 1, 1)):
    a = PythonOperator(task_id="a", python_callable=make)
    b = PythonOperator(task_id="b", python_callable=use, trigger_rule="all_done")
    a >> b
