"""Loads tables with an operator of our own."""

from datetime import datetime

import pendulum
from prefect import flow, get_run_logger, task
from prefect.runtime import flow_run

BATCH = 500


# Everything that loads goes through here.
class LoadOperator:
    """Loads a table."""

    def __init__(self, table: str, sql: str = "", batch: int = BATCH) -> None:
        self.table = table
        self.sql = sql
        self.batch = batch

    def execute(self, data_interval_end, ds):
        get_run_logger().info("loading %s for %s", self.table, ds)
        rows = self._load(data_interval_end=data_interval_end)
        if not rows:
            # an empty table is never right
            raise RuntimeError(f"{self.table} is empty")
        return {"return_value": rows, "batch": self.batch}

    def _load(self, data_interval_end):
        return [self.sql, str(data_interval_end)]


@task(retries=3, retry_delay_seconds=60)
def load(table, ds, data_interval_end):
    return LoadOperator(table=table, sql=f"select * from {table} where day = '{ds}'").execute(
        data_interval_end, ds
    )


@flow(name="loader")
def loader(logical_date: datetime | None = None):
    logical_date = pendulum.instance(logical_date or flow_run.scheduled_start_time)
    data_interval_end = logical_date
    ds = logical_date.strftime("%Y-%m-%d")
    loaded = []
    for table in ["users", "orders"]:
        loaded.append(load.with_options(name=f"load_{table}").submit(table, ds, data_interval_end))
    return loaded
