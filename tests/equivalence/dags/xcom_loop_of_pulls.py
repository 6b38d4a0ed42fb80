# A pull in a loop over known task ids.
from datetime import datetime

from airflow.providers.standard.operators.python import PythonOperator
from airflow.sdk import DAG

SOURCES = ["orders", "items"]


def extract(name):
    return len(name)


def total(ti):
    result = 0
    for name in SOURCES:
        result += ti.xcom_pull(task_ids=f"extract_{name}")
    return result


with DAG("xcom_loop_of_pulls", schedule=None, start_date=datetime(2024, 1, 1)):
    summed = PythonOperator(task_id="total", python_callable=total)
    for name in SOURCES:
        extracted = PythonOperator(
            task_id=f"extract_{name}", python_callable=extract, op_args=[name]
        )
        extracted >> summed
