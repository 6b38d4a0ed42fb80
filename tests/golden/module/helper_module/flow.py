from prefect import flow, task

from common.rows import clean
from common.settings import TABLES


@task
def load(table):
    print(table, clean(table))


@flow(name="tables", log_prints=True)
def tables():
    loaded = []
    for table in TABLES:
        loaded.append(load.with_options(name=f"load_{table}").submit(table))
    return loaded
