from datetime import datetime

from airflow import DAG
from airflow.operators.python import PythonOperator


def show(*values):
    print(values)


def load(table, **options):
    options["task_id"] = options.get("task_id", f"load_{table}")
    size = options["size"]
    options["size"] = 0
    return PythonOperator(python_callable=show, op_args=[size, options.pop("size")], **options)


with DAG("what_a_container_was", start_date=datetime(2024, 1, 1), schedule=None):
    tables = ["orders"]
    before = list(tables)
    tables.append("items")
    PythonOperator(task_id="show", python_callable=show, op_args=[before, tables])
    for table in tables:
        load(table, size=7)
