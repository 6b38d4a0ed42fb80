"""A context that is only printed is printed as Prefect has it; the rest of the task stays."""

import logging
from datetime import datetime
from pprint import pprint

from prefect import flow, get_run_logger, task
from prefect.context import get_run_context
from prefect.runtime import flow_run, task_run

logger = logging.getLogger(__name__)


def alert(task, task_run, state):
    print(f"failed: {task_run}")


def alert_flow(flow, flow_run, state):
    print(f"failed: {flow_run}")


class ShowOperator:
    def execute(self):
        get_run_logger().info("context: %s", get_run_context())


@task
def show(ds):
    """Print the Airflow context and ds variable from the context."""
    pprint(get_run_context())
    print(ds)
    return "Whatever you return gets printed in the logs"


@task(on_failure=[alert])
def each():
    # One line for each.
    for key, value in dict(get_run_context()).items():
        logger.info("%s = %s", key, value)
    print(f"run {flow_run.name}, task {task_run.name}")


@task
def table(table, limit):
    print(get_run_context())


@task
def custom():
    return ShowOperator().execute()


@flow(name="printed", log_prints=True, on_failure=[alert_flow])
def printed(logical_date: datetime | None = None):
    ds = (logical_date or flow_run.scheduled_start_time).strftime("%Y-%m-%d")
    shown = show.submit(ds)
    lines = each.submit(wait_for=[shown])
    tables = table.submit(table="orders", limit=5, wait_for=[lines])
    custom_run = custom.submit(wait_for=[tables])
    return [custom_run]
