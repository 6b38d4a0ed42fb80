"""Orders of a small shop: one callable for several tasks, op_args and op_kwargs."""

from datetime import datetime, timedelta

from prefect import flow, task
from prefect.runtime import flow_run

LIMIT = 100


@task
def read(shop, limit=LIMIT):
    """Read the orders of one shop."""
    # a stand-in for the real source
    return [f"{shop}-{number}" for number in range(limit)]


@task
def total(*parts, ds):
    print(ds, sum(parts))


@task(name="announce-it")
def announce(message: str) -> None:
    print(message)


@flow(name="orders", log_prints=True)
def orders(logical_date: datetime | None = None):
    ds = (logical_date or flow_run.scheduled_start_time - timedelta(days=1)).strftime("%Y-%m-%d")
    north = read.with_options(name="read_north").submit("north")
    south = read.with_options(name="read_south").submit(shop="south", limit=5)
    sums = total.submit(1, 2, 3, ds=ds, wait_for=[north, south])
    done = announce.submit(message=f"orders of {ds} are in", wait_for=[sums])
    return [done]
