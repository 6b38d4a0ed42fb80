# Task ids that are what the loop brings, and nothing else: one function for all of them.
from datetime import datetime

from airflow import DAG
from airflow.operators.bash import BashOperator

TABLES = ["orders", "users"]
MODELS = {"model.orders": [], "model.users": [], "model.sales": ["model.orders", "model.users"]}


def dbt(node, verb):
    command = BashOperator(
        task_id=node if verb == "run" else node.replace("model", "test"),
        bash_command=f"dbt {verb} --models {node.split('.')[-1]}",
    )
    return command


with DAG("ids_of_the_loop", schedule=None, start_date=datetime(2024, 1, 1)):
    for table in TABLES:
        BashOperator(task_id=table, bash_command=f"echo {table}")
    tasks = {}
    for node in MODELS:
        tasks[node] = dbt(node, "run")
        tasks[node] >> dbt(node, "test")
    for node, sources in MODELS.items():
        for source in sources:
            tasks[source] >> tasks[node]
