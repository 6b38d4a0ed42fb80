#!/usr/bin/env python
# Copyright of the data team.

"""Orders: loaded every night."""

from __future__ import annotations

import json
import logging
import os  # the paths below

# Everything about dates.
from datetime import datetime, timedelta

from airflow import DAG
from airflow.operators.python import PythonOperator

# --- settings ---------------------------------------------------------------------------

OUTPUT = os.path.join("/data", "orders")
FORMATS = ["json"]
FORMATS.append("csv")  # asked for by finance
SCHEDULE = "@daily"

default_args = {"owner": "data", "retries": 1, "retry_delay": timedelta(minutes=1)}
default_args["depends_on_past"] = False

logger = logging.getLogger(__name__)
logging.basicConfig(level=logging.INFO)


class Order:
    """One order."""

    def __init__(self, number):
        self.number = number


def path_of(name):
    # one file a name
    return os.path.join(OUTPUT, name)


def extract():
    """Read all orders."""
    logger.info("extracting")
    return [vars(Order(number)) for number in range(3)]


def write(name):

    # Twice, in all formats.
    for form in FORMATS:
        print(path_of(name) + "." + form, json.dumps(name))


def task_id_for(name):
    return f"write_{name}"


# --- the DAG ----------------------------------------------------------------------------

with DAG(
    "orders",
    schedule=SCHEDULE,
    start_date=datetime(2024, 1, 1),
    default_args=default_args,
) as dag:
    extracted = PythonOperator(task_id="extract", python_callable=extract)
    # Finance reads this.
    written = PythonOperator(
        task_id=task_id_for("orders"), python_callable=write, op_args=["orders"]
    )
    extracted >> written
