"""Callables that live in another module of the tree."""

from datetime import datetime

from prefect import flow, task
from prefect.runtime import flow_run

import shop_steps


@task(name="load")
def load_orders_task(source, ds, limit=10):
    """Load the orders of one source."""
    return shop_steps.load_orders(source, ds, limit)


# AP204: The code uses Airflow itself: shop_steps.clean reads Airflow's context
@task(name="clean")
def clean_task():
    raise NotImplementedError(
        "AP204 The code uses Airflow itself: shop_steps.clean reads Airflow's context"
    )


@flow(name="shop")
def shop(logical_date: datetime | None = None):
    ds = (logical_date or flow_run.scheduled_start_time).strftime("%Y-%m-%d")
    loaded = load_orders_task.submit(source="north", ds=ds)
    cleaned = clean_task.submit(wait_for=[loaded])
    return [cleaned]
