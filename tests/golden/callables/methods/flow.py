"""Methods as callables: of an object with a name, of one made on the spot, static and of the class."""

from datetime import datetime

from prefect import flow, task
from prefect.runtime import flow_run


class TableLoader:
    """Loads the tables of one source."""

    retries = 3

    def __init__(self, source):
        self.source = source

    def load(self, table, **context):
        # One file per day.
        print(f"loading {self.source}.{table} of {context['ds']}")
        return self.name_of(table)

    def name_of(self, table):
        return f"{self.source}.{table}"

    @staticmethod
    def check(ti):
        return ti.xcom_pull(task_ids="orders")

    @classmethod
    def tries(cls):
        return cls.retries


shop = TableLoader("shop")


@task
def load(table_loader, table, ds):
    # One file per day.
    print(f"loading {table_loader.source}.{table} of {ds}")
    return table_loader.name_of(table)


@task
def check(orders):
    return orders


@task
def tries(table_loader):
    return table_loader.retries


@flow(name="methods", log_prints=True)
def methods(logical_date: datetime | None = None):
    ds = (logical_date or flow_run.scheduled_start_time).strftime("%Y-%m-%d")
    orders = load.with_options(name="orders").submit(shop, "orders", ds)
    prices = load.with_options(name="prices").submit(TableLoader("market"), table="prices", ds=ds)
    checked = check.submit(orders, wait_for=[prices])
    tries_run = tries.submit(TableLoader, wait_for=[checked])
    return [tries_run]
