"""Three loads that differ in their table."""

from prefect import Flow, flow, task

from run_bash import run_bash


@task(retries=1, retry_delay_seconds=60)
def load(table, found):
    print(f"loading {len(found)} rows into {table}")


@task(retries=1, retry_delay_seconds=60)
def extract(rows, table):
    return [f"{table}-{i}" for i in range(rows)]


@task(retries=1, retry_delay_seconds=60)
def check(table, dag_id):
    return run_bash(f"test -s /data/{table}.csv && echo {dag_id}")


def create_flow(dag_id: str, table: str, rows: int = 10) -> Flow:
    """Load one table of the shop."""

    @flow(name=dag_id, log_prints=True)
    def load_flow():
        extracted = extract.submit(rows, table)
        loaded = load.submit(table, extracted)
        checked = check.with_options(name=f"check_{table}").submit(table, dag_id, wait_for=[loaded])
        return [checked]

    return load_flow


load_orders = create_flow("load_orders", "orders")
load_offers = create_flow("load_offers", "offers")
load_stock = create_flow("load_stock", "stock", rows=3)
