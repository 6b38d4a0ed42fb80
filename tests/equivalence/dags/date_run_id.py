# run_id and dag_run in the callable.
# logical_date: 2024-03-05T06:30:00+00:00
from datetime import datetime

from airflow.providers.standard.operators.python import PythonOperator
from airflow.sdk import DAG


def use(dag_run, run_id):
    return [dag_run.dag_id, run_id == dag_run.run_id, dag_run.logical_date.isoformat()]


with DAG("date_run_id", schedule=None, start_date=datetime(2024, 1, 1)):
    a = PythonOperator(task_id="a", python_callable=use)
