"""Each iteration waits for the one before."""

from datetime import datetime

from airflow.providers.standard.operators.python import PythonOperator
from airflow.sdk import DAG


def vacuum(table):
    print(table)


with DAG("one_after_the_other", schedule=None, start_date=datetime(2024, 1, 1)):
    previous = PythonOperator(task_id="open", python_callable=print)
    for table in ["users", "orders", "items"]:
        current = PythonOperator(
            task_id=f"vacuum_{table}", python_callable=vacuum, op_args=[table]
        )
        previous >> current
        previous = current
