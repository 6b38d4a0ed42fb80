# Ids and keys that are computed: from attributes of objects, in comprehensions, by a choice.
from dataclasses import dataclass
from datetime import datetime

from airflow import DAG
from airflow.operators.python import PythonOperator


@dataclass(frozen=True)
class Table:
    schema: str
    name: str


TABLES = [Table("sales", "Orders"), Table("crm", "Users")]


def copy(ti, table):
    ti.xcom_push(key=f"{table}_rows", value=len(table))
    return f"{table}.csv"


def files(ti):
    names = ["copy_" + table.name.lower() for table in TABLES if table.schema != "hr"]
    return [ti.xcom_pull(task_ids=name) for name in names]


def rows(ti):
    found = {}
    for table in TABLES:
        task_id = f"copy_{table.name.lower()}"
        found[table.name] = ti.xcom_pull(task_ids=task_id, key=f"{table.name}_rows")
    return found


def newest(ti, **context):
    task_id = "copy_orders" if context["ds"] < "2025-01-01" else "copy_users"
    return ti.xcom_pull(task_ids=task_id)


with DAG("ids_computed", start_date=datetime(2024, 1, 1), schedule=None) as dag:
    copies = [
        PythonOperator(
            task_id=f"copy_{table.name.lower()}",
            python_callable=copy,
            op_kwargs={"table": table.name},
        )
        for table in TABLES
    ]
    for read in (files, rows, newest):
        copies >> PythonOperator(task_id=read.__name__, python_callable=read)
