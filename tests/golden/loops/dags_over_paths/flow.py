"""A DAG for each of some paths, which a function that makes them hands to its tasks."""

from pathlib import Path

from prefect import Flow, flow, task

HERE = Path("/data")


@task
def count(path):
    return len(path.read_text())


def generate_flow(dag_id: str, path: str) -> Flow:
    @flow(name=dag_id)
    def count_flow():
        counted = count.submit(HERE / path)
        return [counted]

    return count_flow


count_orders = generate_flow("count_orders", "orders.csv")
count_stock = generate_flow("count_stock", "stock.csv")
