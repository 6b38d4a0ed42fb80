"""Retries with exponential backoff, a time limit, and an error that must not be retried."""

import tempfile
from datetime import datetime, timedelta
from pathlib import Path

from airflow.providers.standard.operators.python import PythonOperator
from airflow.sdk import DAG
from airflow.sdk.exceptions import AirflowFailException

CALLS = Path(tempfile.gettempdir()) / "sample_flaky_api_calls"


def reset():
    CALLS.write_text("")


def call_api():
    """An API that answers on the second call."""
    CALLS.write_text(CALLS.read_text() + "x")
    if len(CALLS.read_text()) < 2:
        raise ConnectionError("try again")
    return {"status": "ok"}


def check_token(token):
    if not token:
        raise AirflowFailException("no token: a retry would not help")
    return "valid"


def close():
    CALLS.unlink(missing_ok=True)
    return "closed"


with DAG(
    "flaky_api",
    schedule="@daily",
    start_date=datetime(2024, 1, 1),
    catchup=False,
    default_args={
        "retries": 2,
        "retry_delay": timedelta(seconds=1),
        "execution_timeout": timedelta(minutes=1),
    },
):
    opened = PythonOperator(task_id="reset", python_callable=reset)
    called = PythonOperator(
        task_id="call_api",
        python_callable=call_api,
        retry_exponential_backoff=2.0,
        max_retry_delay=timedelta(seconds=3),
    )
    token = PythonOperator(task_id="check_token", python_callable=check_token, op_args=[""])
    closed = PythonOperator(task_id="close", python_callable=close, trigger_rule="all_done")

    opened >> [called, token] >> closed
