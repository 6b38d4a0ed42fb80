"""Variables become Prefect's; hooks and Connections stay red, with the original beside them."""

import logging
from datetime import datetime

from airflow import DAG
from airflow.exceptions import AirflowException
from airflow.hooks.base import BaseHook
from airflow.models import Variable
from airflow.operators.python import PythonOperator
from airflow.providers.postgres.hooks.postgres import PostgresHook

logger = logging.getLogger(__name__)


def read_settings():
    settings = Variable.get("Shop-Settings", deserialize_json=True, default_var={})
    if not settings:
        raise AirflowException("no settings")
    logger.info("%d settings", len(settings))
    Variable.set("last_count", len(settings))


def count_rows(table):
    """Count the rows of a table."""
    hook = PostgresHook(postgres_conn_id="warehouse")

    # one row, one column
    return hook.get_first(f"select count(*) from {table}")[0]


def ask():
    password = BaseHook.get_connection("api").password
    print(len(password))


with DAG("settings", schedule=None, start_date=datetime(2024, 1, 1)):
    settings = PythonOperator(task_id="read_settings", python_callable=read_settings)
    count = PythonOperator(
        task_id="count_rows", python_callable=count_rows, op_kwargs={"table": "orders"}
    )
    settings >> count >> PythonOperator(task_id="ask", python_callable=ask)
