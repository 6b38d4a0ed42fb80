# A function that makes the tasks of one source.
from datetime import datetime

from airflow.providers.standard.operators.python import PythonOperator
from airflow.sdk import DAG, TaskGroup


def ok():
    return "done"


def load(source, table):
    return f"{source}.{table}"


def make_source(source, tables):
    with TaskGroup(source) as group:
        for table in tables:
            PythonOperator(task_id=table, python_callable=load, op_args=[source, table])
    return group


with DAG("loop_factory", schedule=None, start_date=datetime(2024, 1, 1)):
    end = PythonOperator(task_id="end", python_callable=ok)
    make_source("shop", ["orders", "items"]) >> end
    make_source("crm", ["users"]) >> end
