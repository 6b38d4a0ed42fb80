# Labels on edges between tasks.
from datetime import datetime

from airflow.providers.standard.operators.python import BranchPythonOperator, PythonOperator
from airflow.sdk import DAG, Label


def choose():
    return "small"


def ok():
    return "done"


with DAG("deps_label", schedule=None, start_date=datetime(2024, 1, 1)):
    branch = BranchPythonOperator(task_id="choose", python_callable=choose)
    small = PythonOperator(task_id="small", python_callable=ok)
    large = PythonOperator(task_id="large", python_callable=ok)
    branch >> Label("few rows") >> small
    branch >> Label("many rows") >> large
