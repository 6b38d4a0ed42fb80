# Without a conf, dag_run.conf is empty.
from datetime import datetime

from airflow.providers.standard.operators.python import PythonOperator
from airflow.sdk import DAG


def use(dag_run):
    return (dag_run.conf or {}).get("key", "fallback")


with DAG("params_conf_none", schedule=None, start_date=datetime(2024, 1, 1)):
    a = PythonOperator(task_id="a", python_callable=use)
