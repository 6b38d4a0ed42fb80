# Task ids that are what the loop brings, and nothing else: one function for all of them.

from prefect import flow, task

from run_bash import run_bash

TABLES = ["orders", "users"]


@task
def command(node, verb):
    return run_bash(f"dbt {verb} --models {node.split('.')[-1]}")


@task
def run_table(table):
    return run_bash(f"echo {table}")


@flow(name="ids_of_the_loop", log_prints=True)
def ids_of_the_loop():
    ran = []
    for table in TABLES:
        ran.append(run_table.with_options(name=table).submit(table))
    orders_run = command.with_options(name="model.orders").submit("model.orders", "run")
    orders_run_2 = command.with_options(name="test.orders").submit(
        "model.orders", "test", wait_for=[orders_run]
    )
    users_run = command.with_options(name="model.users").submit("model.users", "run")
    users_run_2 = command.with_options(name="test.users").submit(
        "model.users", "test", wait_for=[users_run]
    )
    sales_run = command.with_options(name="model.sales").submit(
        "model.sales", "run", wait_for=[orders_run, users_run]
    )
    sales_run_2 = command.with_options(name="test.sales").submit(
        "model.sales", "test", wait_for=[sales_run]
    )
    return [*ran, orders_run_2, users_run_2, sales_run_2]
