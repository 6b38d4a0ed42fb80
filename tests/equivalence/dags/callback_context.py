# What a callback reads from its context.
# conf: {"q": 1}
import tempfile
from datetime import datetime
from pathlib import Path

from airflow.providers.standard.operators.python import PythonOperator
from airflow.sdk import DAG

LOG = Path(tempfile.gettempdir()) / "callback_context.log"


def note(line):
    with LOG.open("a") as file:
        file.write(f"{line}\n")


def clear():
    LOG.write_text("")


def ok():
    return 1


def read():
    return LOG.read_text().splitlines()


def on_success(context):
    ti = context["ti"]
    conf = context["dag_run"].conf
    note(f"{ti.dag_id}.{ti.task_id} {context['ds']} {ti.try_number} {context['params']['p']} {conf}")


def on_failure(context):
    error = context.get("exception")
    note(f"{context['task'].task_id} {context['dag'].dag_id} {type(error).__name__}: {error}")


def fail():
    raise ValueError("broken")


with DAG("callback_context", schedule=None, start_date=datetime(2024, 1, 1), params={"p": "P"}):
    cleared = PythonOperator(task_id="clear", python_callable=clear)
    seen = PythonOperator(task_id="read", python_callable=read, trigger_rule="all_done")
    good = PythonOperator(task_id="good", python_callable=ok, on_success_callback=on_success)
    bad = PythonOperator(task_id="bad", python_callable=fail, on_failure_callback=on_failure)
    cleared >> good >> bad >> seen
