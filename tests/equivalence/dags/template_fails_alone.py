# A template of one task that fails: the others go on.
from datetime import datetime

from airflow.providers.standard.operators.python import PythonOperator
from airflow.sdk import DAG


def show(text):
    return text


def ok():
    return "ok"


with DAG("template_fails_alone", schedule=None, start_date=datetime(2024, 1, 1)):
    PythonOperator(
        task_id="missing", python_callable=show, op_args=["{{ dag_run.conf['nope'] }}"]
    )
    PythonOperator(task_id="undefined", python_callable=show, op_args=["{{ nope }}"])
    PythonOperator(task_id="other", python_callable=ok)
