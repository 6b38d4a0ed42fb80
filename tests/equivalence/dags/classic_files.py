# A pipeline over files in a temporary folder.
import os
import json
import tempfile
from datetime import datetime

from airflow.providers.standard.operators.python import PythonOperator
from airflow.sdk import DAG

FOLDER = os.path.join(tempfile.gettempdir(), "classic_files_example")


def extract():
    os.makedirs(FOLDER, exist_ok=True)
    path = os.path.join(FOLDER, "rows.json")
    with open(path, "w") as stream:
        json.dump([1, 2, 3], stream)
    return path


def load(ti):
    with open(ti.xcom_pull(task_ids="extract")) as stream:
        return sum(json.load(stream))


with DAG("classic_files", schedule=None, start_date=datetime(2024, 1, 1)):
    a = PythonOperator(task_id="extract", python_callable=extract)
    b = PythonOperator(task_id="load", python_callable=load)
    a >> b
