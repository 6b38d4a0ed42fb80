# Nested loops with a join for each outer round.
from datetime import datetime

from airflow.providers.standard.operators.python import PythonOperator
from airflow.sdk import DAG


def load(region, table):
    return f"{region}/{table}"


def report(region):
    return f"report {region}"


with DAG("loop_nested", schedule=None, start_date=datetime(2024, 1, 1)):
    for region in ("eu", "us"):
        reported = PythonOperator(
            task_id=f"report_{region}", python_callable=report, op_args=[region]
        )
        for table in ("a", "b"):
            loaded = PythonOperator(
                task_id=f"load_{region}_{table}", python_callable=load, op_args=[region, table]
            )
            loaded >> reported
