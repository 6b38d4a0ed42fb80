# Sub-DAGs of a factory, one inside the other: a task that calls the flow; conf and date are passed on.

from datetime import datetime, timedelta
from typing import Any

import pendulum
from prefect import Flow, flow, task
from prefect.runtime import flow_run

from run_bash import run_bash


@task
def load(table, ds):
    return run_bash(f"echo {table} {ds}")


@task
def orders(logical_date):
    state = shop_orders(logical_date=logical_date, return_state=True)
    if not state.is_completed():
        raise RuntimeError(f"shop.orders ended as {state.name}")


# The customers, and what is known about them.
@task(retries=1, retry_delay_seconds=300)
def customers(logical_date):
    state = shop_customers(conf={"full": True}, logical_date=logical_date, return_state=True)
    if not state.is_completed():
        raise RuntimeError(f"shop.customers ended as {state.name}")


@task
def end(ds):
    return run_bash(f"echo {ds}")


@task(name="all")
def all_task(conf):
    return run_bash(f"echo {conf['full']}")


@task
def known(logical_date):
    state = shop_customers_known(logical_date=logical_date, return_state=True)
    if not state.is_completed():
        raise RuntimeError(f"shop.customers.known ended as {state.name}")


@flow(name="shop", log_prints=True)
def shop(logical_date: datetime | None = None):
    logical_date = pendulum.instance(
        logical_date or flow_run.scheduled_start_time - timedelta(days=1)
    )
    ds = logical_date.strftime("%Y-%m-%d")
    orders_run = orders.submit(logical_date)
    customers_run = customers.submit(logical_date)
    ended = end.submit(ds, wait_for=[orders_run, customers_run])
    return [customers_run, ended]


def load_flow(parent: str, child: str, tables: list[str]) -> Flow:
    """The tables of one source."""

    @flow(name=f"{parent}.{child}", log_prints=True)
    def shop_flow(logical_date: datetime | None = None):
        ds = (logical_date or flow_run.scheduled_start_time - timedelta(days=1)).strftime(
            "%Y-%m-%d"
        )
        loaded = []
        for table in tables:
            loaded.append(load.with_options(name=f"load_{table}").submit(table, ds))
        return loaded

    return shop_flow


shop_orders = load_flow("shop", "orders", ["a", "b"])
shop_customers_known = load_flow("shop.customers", "known", ["mail", "phone"])


# The customers, and what is known about them.
@flow(name="shop.customers", log_prints=True)
def shop_customers(conf: dict[str, Any] | None = None, logical_date: datetime | None = None):
    conf = conf or {}
    logical_date = pendulum.instance(logical_date or flow_run.scheduled_start_time)
    all_run = all_task.submit(conf)
    known_run = known.submit(logical_date, wait_for=[all_run])
    return [known_run]
