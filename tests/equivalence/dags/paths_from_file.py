"""Files beside the DAG file are found from `__file__`, through locals, loops and commands."""

import os
from pathlib import Path

from airflow.providers.standard.operators.bash import BashOperator
from airflow.providers.standard.operators.python import PythonOperator
from airflow.sdk import DAG

HERE = os.path.dirname(os.path.abspath(__file__))


def read(path):
    return Path(path).read_text().strip()


def tasks_for(name):
    path = os.path.join(HERE, "data", f"{name}.txt")
    PythonOperator(task_id=f"read_{name}", python_callable=read, op_args=[path])
    BashOperator(task_id=f"cat_{name}", bash_command=f"cat {path}")


with DAG("paths_from_file", schedule=None):
    tasks_for("orders")
    for number, path in enumerate(sorted((Path(__file__).parent / "data").glob("*.txt"))):
        one = PythonOperator(task_id=f"n{number}", python_callable=read, op_args=[str(path)])
        if number == 0:
            one >> BashOperator(task_id="after", bash_command=f"head -c 5 {path}")
