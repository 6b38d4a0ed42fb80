"""Templates that are put together from constants of the module."""

import os
from datetime import datetime

from airflow import DAG
from airflow.operators.bash import BashOperator
from airflow.operators.python import PythonOperator

HOME = os.environ.get("DATA_HOME", "/data")
BASE = "https://taxis.example"
URL = BASE + "/trips_{{ ds }}.csv"
TARGET = f"{HOME}/{{{{ ds_nodash }}}}.csv"
COPY = "cp {0} {1}"


def count(path):
    print(path)


with DAG("trips", start_date=datetime(2024, 1, 1), schedule="@daily", catchup=False):
    PROJECT = "{{ var.value.project }}"
    get = BashOperator(task_id="get", bash_command=f"curl -sSL {URL} > {TARGET}")
    copy = BashOperator(task_id="copy", bash_command=COPY.format(TARGET, PROJECT))
    rows = PythonOperator(task_id="rows", python_callable=count, op_kwargs={"path": TARGET})
    get >> copy >> rows
    for kind in ["yellow", "green"]:
        split = BashOperator(task_id=f"split_{kind}", bash_command="split %s %s" % (kind, TARGET))
        rows >> split
