"""A context that is only printed is printed as Prefect has it; the rest of the task stays."""

import logging
from datetime import datetime
from pprint import pprint

from airflow.models.baseoperator import BaseOperator
from airflow.operators.python import PythonOperator
from airflow.sdk import DAG

logger = logging.getLogger(__name__)


def show(ds, **kwargs):
    """Print the Airflow context and ds variable from the context."""
    pprint(kwargs)
    print(ds)
    return "Whatever you return gets printed in the logs"


def each(**context):
    # One line for each.
    for key, value in context.items():
        logger.info("%s = %s", key, value)
    print(f"run {context['dag_run']}, task {context['ti']}")


def table(table, **kwargs):
    print(kwargs)


def alert(context):
    print(f"failed: {context}")


class ShowOperator(BaseOperator):
    def execute(self, context):
        self.log.info("context: %s", context)


with DAG("printed", schedule=None, start_date=datetime(2024, 1, 1), on_failure_callback=alert):
    shown = PythonOperator(task_id="show", python_callable=show)
    lines = PythonOperator(task_id="each", python_callable=each, on_failure_callback=alert)
    tables = PythonOperator(
        task_id="table", python_callable=table, op_kwargs={"table": "orders", "limit": 5}
    )
    shown >> lines >> tables >> ShowOperator(task_id="custom")
