from prefect import flow, task

from common.rows import clean


@task
def load(table):
    print(table, clean(table))


@flow(name="tables", log_prints=True)
def tables():
    loaded = load.with_options(name="load_users").submit("users")
    loaded_2 = load.with_options(name="load_orders").submit("orders")
    return [loaded, loaded_2]
