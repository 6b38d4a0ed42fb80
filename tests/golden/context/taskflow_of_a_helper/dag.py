from datetime import datetime

from airflow import DAG
from airflow.operators.dummy_operator import DummyOperator
from steps import discover

with DAG("taskflow_of_a_helper", schedule_interval=None, start_date=datetime(2024, 1, 1)) as dag:
    start = DummyOperator(task_id="start")
    discover(event={"table": "orders"}).set_upstream(start)
