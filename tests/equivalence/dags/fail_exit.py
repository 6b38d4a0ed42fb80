# sys.exit in a callable is a failure.
from datetime import datetime

from airflow.providers.standard.operators.python import PythonOperator
from airflow.sdk import DAG


def leave():
    raise SystemExit(1)


def ok():
    return "done"


with DAG("fail_exit", schedule=None, start_date=datetime(2024, 1, 1)):
    leaving = PythonOperator(task_id="leaving", python_callable=leave)
    b = PythonOperator(task_id="b", python_callable=ok, trigger_rule="all_done")
    leaving >> b
