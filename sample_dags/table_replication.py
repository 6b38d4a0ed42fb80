"""A loop over tables: copy, check, and a report behind all of them; tables kept in a constant."""

from datetime import datetime, timedelta

from airflow.providers.standard.operators.empty import EmptyOperator
from airflow.providers.standard.operators.python import PythonOperator
from airflow.sdk import DAG
from helpers.warehouse import read_source, read_table, write_table

# name -> least number of rows that we accept
TABLES = {"customers": 3, "orders": 4, "products": 2}


def copy_table(table):
    """Copy one table and return the number of rows."""
    rows = read_source(table)
    write_table("replica", table, rows)
    return len(rows)


def check_table(table, least):
    found = len(read_table("replica", table))
    if found < least:
        raise ValueError(f"{table} has {found} rows, {least} expected")
    return found


def summarize(ti):
    return {table: ti.xcom_pull(task_ids=f"check_{table}") for table in TABLES}


with DAG(
    "table_replication",
    schedule=timedelta(hours=6),
    start_date=datetime(2024, 1, 1),
    catchup=False,
    default_args={"retries": 1, "retry_delay": timedelta(seconds=5)},
    max_active_tasks=4,
):
    start = EmptyOperator(task_id="start")
    summary = PythonOperator(task_id="summarize", python_callable=summarize)

    for name, rows in TABLES.items():
        copy = PythonOperator(task_id=f"copy_{name}", python_callable=copy_table, op_args=[name])
        check = PythonOperator(
            task_id=f"check_{name}",
            python_callable=check_table,
            op_kwargs={"table": name, "least": rows},
        )
        start >> copy >> check >> summary
