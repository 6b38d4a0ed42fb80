# A loop over a dict of configurations with an if inside.
from datetime import datetime

from airflow.providers.standard.operators.python import PythonOperator
from airflow.sdk import DAG

CONFIG = {"orders": {"check": True}, "items": {"check": False}}


def load(name):
    return name


def check(name):
    return f"{name} ok"


with DAG("loop_dict", schedule=None, start_date=datetime(2024, 1, 1)):
    for name, options in CONFIG.items():
        loaded = PythonOperator(task_id=f"load_{name}", python_callable=load, op_args=[name])
        if options["check"]:
            checked = PythonOperator(task_id=f"check_{name}", python_callable=check, op_args=[name])
            loaded >> checked
