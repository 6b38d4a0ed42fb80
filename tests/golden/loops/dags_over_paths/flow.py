"""A DAG for each of some paths, which a function that makes them hands to its tasks."""

from pathlib import Path

from prefect import flow, task

HERE = Path("/data")


@task
def count(path):
    return len(path.read_text())


@flow(name="count_orders")
def count_orders():
    counted = count.submit(HERE / "orders.csv")
    return [counted]


@flow(name="count_stock")
def count_stock():
    counted = count.submit(HERE / "stock.csv")
    return [counted]
