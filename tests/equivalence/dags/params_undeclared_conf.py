# Keys of the conf that were not declared appear in params.
# conf: {"extra": "e"}
from datetime import datetime

from airflow.providers.standard.operators.python import PythonOperator
from airflow.sdk import DAG


def use(params, dag_run):
    return [sorted(params), dag_run.conf["extra"]]


with DAG("params_undeclared_conf", schedule=None, start_date=datetime(2024, 1, 1), params={"x": 1}):
    a = PythonOperator(task_id="a", python_callable=use)
