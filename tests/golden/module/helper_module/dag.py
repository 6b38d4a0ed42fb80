from datetime import datetime

from airflow import DAG
from airflow.operators.python import PythonOperator
from common.rows import clean
from common.settings import SCHEDULE, TABLES


def load(table):
    print(table, clean(table))


with DAG("tables", schedule=SCHEDULE, start_date=datetime(2024, 1, 1)) as dag:
    for table in TABLES:
        PythonOperator(task_id=f"load_{table}", python_callable=load, op_args=[table])
