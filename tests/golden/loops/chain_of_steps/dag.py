# DAGs of a factory, each with a chain of steps of two kinds: the last reads the one before it.
from datetime import datetime

from airflow import DAG
from airflow.operators.bash import BashOperator
from airflow.operators.python import PythonOperator

JOBS = [
    {"name": "sales", "steps": ["extract", "transform", "load"]},
    {"name": "stock", "steps": ["extract", "load"]},
]


def step(name):
    return f"{name} done"


def create_dag(job):
    with DAG(job["name"], schedule=None, start_date=datetime(2024, 1, 1)) as dag:
        previous = None
        for name in job["steps"]:
            if name == "load":
                source = job["steps"][-2]
                command = "echo {{ ti.xcom_pull(task_ids='" + source + "') }}"
                current = BashOperator(task_id=name, bash_command=command)
            else:
                current = PythonOperator(task_id=name, python_callable=step, op_args=[name])
            if previous:
                previous >> current
            previous = current
    return dag


for job in JOBS:
    globals()[job["name"]] = create_dag(job)
