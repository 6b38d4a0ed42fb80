# A callback hands its context to another function.
import tempfile
from datetime import datetime
from pathlib import Path

from airflow.providers.standard.operators.python import PythonOperator
from airflow.sdk import DAG

LOG = Path(tempfile.gettempdir()) / "callback_helper.log"


def note(line):
    with LOG.open("a") as file:
        file.write(f"{line}\n")


def clear():
    LOG.write_text("")


def ok():
    return 1


def read():
    return LOG.read_text().splitlines()


def text_of(context, status):
    ti = context["task_instance"]
    return f"{status}: {ti.dag_id}/{ti.task_id} at {context['ts']}"


def on_success(context):
    note(text_of(context, "ok"))


def on_failure(context):
    note(text_of(context, status=f"failed ({context.get('exception')})"))


def fail():
    raise RuntimeError("broken")


with DAG("callback_helper", schedule=None, start_date=datetime(2024, 1, 1)):
    cleared = PythonOperator(task_id="clear", python_callable=clear)
    seen = PythonOperator(task_id="read", python_callable=read, trigger_rule="all_done")
    one = PythonOperator(task_id="one", python_callable=ok, on_success_callback=on_success)
    two = PythonOperator(task_id="two", python_callable=fail, on_failure_callback=on_failure)
    cleared >> one >> two >> seen
