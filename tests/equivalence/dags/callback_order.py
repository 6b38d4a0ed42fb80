# In which order callbacks are called, and for which try.
import tempfile
from datetime import datetime, timedelta
from pathlib import Path

from airflow.providers.standard.operators.python import PythonOperator
from airflow.sdk import DAG
from airflow.sdk.exceptions import AirflowSkipException

LOG = Path(tempfile.gettempdir()) / "callback_order.log"


def note(line):
    with LOG.open("a") as file:
        file.write(f"{line}\n")


def clear():
    LOG.write_text("")


def ok():
    return 1


def read():
    return LOG.read_text().splitlines()


def kind(name):
    def write(context):
        note(f"{name} {context['ti'].task_id} {context['ti'].try_number}")

    return write


ALL = {
    "on_execute_callback": kind("execute"),
    "on_success_callback": kind("success"),
    "on_failure_callback": kind("failure"),
    "on_retry_callback": kind("retry"),
    "on_skipped_callback": kind("skipped"),
}


def fail():
    raise ValueError("broken")


def skip():
    raise AirflowSkipException("nothing to do")


with DAG("callback_order", schedule=None, start_date=datetime(2024, 1, 1)):
    cleared = PythonOperator(task_id="clear", python_callable=clear)
    seen = PythonOperator(task_id="read", python_callable=read, trigger_rule="all_done")
    good = PythonOperator(task_id="good", python_callable=ok, default_args=ALL)
    bad = PythonOperator(
        task_id="bad",
        python_callable=fail,
        default_args=ALL,
        retries=2,
        retry_delay=timedelta(seconds=0),
    )
    skipped = PythonOperator(
        task_id="skipped", python_callable=skip, default_args=ALL, trigger_rule="all_done"
    )
    blocked = PythonOperator(task_id="blocked", python_callable=ok, default_args=ALL)
    cleared >> good >> bad >> skipped >> seen
    bad >> blocked >> seen
