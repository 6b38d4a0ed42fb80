import glob
import json
import os
from datetime import datetime

from airflow import DAG
from airflow.operators.empty import EmptyOperator
from airflow.operators.python import PythonOperator

FOLDER = os.path.dirname(os.path.abspath(__file__))


def read(path):
    with open(path) as file:
        return json.load(file)


def build(dag_id, folder):
    dag = DAG(dag_id, start_date=datetime(2024, 1, 1), schedule=None)
    ready = EmptyOperator(task_id="ready", dag=dag)

    def add(definition):
        schema = definition["schema"]
        table = definition["table"]

        def load(**context):
            print(schema, table)

        return PythonOperator(task_id=f"{schema}_{table}", python_callable=load, dag=dag)

    for path in sorted(glob.glob(os.path.join(folder, "*.json"))):
        ready >> add(read(path))
    return dag


for found in sorted(glob.glob(os.path.join(FOLDER, "tables/*"))):
    name = found.split("/")[-1]
    globals()[f"load_{name}"] = build(f"load_{name}", found)
