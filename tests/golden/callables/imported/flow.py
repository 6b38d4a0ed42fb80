"""Callables that live in another module of the tree."""

from datetime import datetime
from os import path as paths

from prefect import flow, task
from prefect.runtime import flow_run
from prefect.states import Completed

import shop_steps
from shop_steps import FOLDER, log


@task(name="load")
def load_orders_task(source, ds, limit=10):
    """Load the orders of one source."""
    return shop_steps.load_orders(source, ds, limit)


@task(name="clean")
def clean_task(orders):
    if not orders:
        return Completed(name="Skipped", message="nothing to clean")
    # A missing order is no order.
    log.info("cleaning %s orders", len(orders))
    return [order.strip() for order in orders]


@task(name="save")
def save_task(ds, clean):
    """Write the orders of a day to a file."""
    with open(paths.join(FOLDER, ds), "w") as file:
        file.write("\n".join(clean))


@flow(name="shop")
def shop(logical_date: datetime | None = None):
    ds = (logical_date or flow_run.scheduled_start_time).strftime("%Y-%m-%d")
    loaded = load_orders_task.submit(source="north", ds=ds)
    cleaned = clean_task(loaded, return_state=True)
    taken = []
    if cleaned.name != "Skipped":
        taken.append(save_task.submit(ds, cleaned))
    return [cleaned, *taken]
