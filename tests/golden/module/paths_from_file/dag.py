import os
from datetime import datetime

from airflow import DAG
from airflow.operators.bash import BashOperator
from airflow.operators.python import PythonOperator

HERE = os.path.dirname(os.path.abspath(__file__))


def run(path):
    with open(path) as file:
        print(file.read())


def load(name):
    query = os.path.join(HERE, "sql", f"{name}.sql")
    script = os.path.join(HERE, "clean.sh")
    loaded = PythonOperator(task_id=f"load_{name}", python_callable=run, op_args=[query])
    cleaned = BashOperator(task_id=f"clean_{name}", bash_command=f"bash {script} {name}")
    loaded >> cleaned


with DAG("paths_from_file", start_date=datetime(2024, 1, 1), schedule=None):
    load("orders")
