"""A DAG for each entry of a config, with a task for each of its tables."""

from datetime import datetime
from airflow import DAG
from airflow.operators.bash import BashOperator

CONFIGS = {"a": {"name": "alpha", "tables": ["x", "y"]}, "b": {"name": "beta", "tables": ["z"]}}

for source, config in CONFIGS.items():
    dag = DAG(f"{config['name']}_load", schedule=None, start_date=datetime(2024, 1, 1))
    with dag:
        for table in config["tables"]:
            BashOperator(task_id=f"{config['name']}-{table}", bash_command=f"load {source} {config['name']} {table}")
    globals()[f"{config['name']}_load"] = dag
