"""What the shop does with its orders."""

import logging
from os import path as paths

from airflow.exceptions import AirflowSkipException

log = logging.getLogger(__name__)
FOLDER = "/data"


def load_orders(source, ds, limit=10):
    """Load the orders of one source."""
    return [f"{source}-{ds}-{number}" for number in range(limit)]


def clean(ti):
    orders = ti.xcom_pull(task_ids="load")
    if not orders:
        raise AirflowSkipException("nothing to clean")
    # A missing order is no order.
    log.info("cleaning %s orders", len(orders))
    return [order.strip() for order in orders]


def save(**context):
    """Write the orders of a day to a file."""
    with open(paths.join(FOLDER, context["ds"]), "w") as file:
        file.write("\n".join(context["ti"].xcom_pull(task_ids="clean")))
