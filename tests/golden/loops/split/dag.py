"""A task between two parts of one body splits the loop."""

from datetime import datetime

from airflow.providers.standard.operators.python import PythonOperator
from airflow.sdk import DAG

REGIONS = {"eu": "Europe", "us": "America"}


def stage(region, name):
    print(region, name)


def swap():
    print("swap")


def publish(region):
    print(region)


with DAG("split", schedule=None, start_date=datetime(2024, 1, 1)):
    swapped = PythonOperator(task_id="swap", python_callable=swap)
    for region, name in REGIONS.items():
        staged = PythonOperator(
            task_id=f"stage_{region}", python_callable=stage, op_args=[region, name]
        )
        published = PythonOperator(
            task_id=f"publish_{region}", python_callable=publish, op_kwargs={"region": region}
        )
        staged >> swapped >> published
        staged >> published
