from pathlib import Path

from prefect import flow, task

from run_bash import run_bash


@task(name="load_orders")
def run(path):
    with open(path) as file:
        print(file.read())


@task
def clean_orders():
    return run_bash(f'bash {str(Path(__file__).parent / "clean.sh")} orders')


@flow(name="paths_from_file", log_prints=True)
def paths_from_file():
    ran = run.submit(str(Path(__file__).parent / "sql/orders.sql"))
    cleaned = clean_orders.submit(wait_for=[ran])
    return [cleaned]
