#!/usr/bin/env python
# Copyright of the data team.

"""Orders: loaded every night."""

from __future__ import annotations

import json
import logging
import os  # the paths below

from prefect import flow, task

# --- settings ---------------------------------------------------------------------------

OUTPUT = os.path.join("/data", "orders")
FORMATS = ["json"]
FORMATS.append("csv")  # asked for by finance

logger = logging.getLogger(__name__)
logging.basicConfig(level=logging.INFO)


class Order:
    """One order."""

    def __init__(self, number):
        self.number = number


def path_of(name):
    # one file a name
    return os.path.join(OUTPUT, name)


@task(retries=1, retry_delay_seconds=60)
def extract():
    """Read all orders."""
    logger.info("extracting")
    return [vars(Order(number)) for number in range(3)]


@task(name="write_orders", retries=1, retry_delay_seconds=60)
def write(name):

    # Twice, in all formats.
    for form in FORMATS:
        print(path_of(name) + "." + form, json.dumps(name))


# --- the DAG ----------------------------------------------------------------------------
@flow(name="orders", log_prints=True)
def orders():
    extracted = extract.submit()
    # Finance reads this.
    written = write.submit("orders", wait_for=[extracted])
    return [written]
