"""A DAG for each of some paths, which a function that makes them hands to its tasks."""

from datetime import datetime
from pathlib import Path

from airflow.decorators import dag, task

HERE = Path("/data")
FILES = [HERE / "orders.csv", HERE / "stock.csv"]


def generate(path):
    @dag(dag_id=f"count_{path.stem}", schedule=None, start_date=datetime(2024, 1, 1))
    def counting():
        @task
        def count():
            return len(path.read_text())

        count()

    return counting()


for path in FILES:
    generate(path)
