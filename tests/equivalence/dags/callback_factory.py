# Callbacks that a factory makes, and partials of all kinds.
import tempfile
from datetime import datetime
from pathlib import Path

from airflow.providers.standard.operators.python import PythonOperator
from airflow.sdk import DAG
from functools import partial

LOG = Path(tempfile.gettempdir()) / "callback_factory.log"


def note(line):
    with LOG.open("a") as file:
        file.write(f"{line}\n")


def clear():
    LOG.write_text("")


def ok():
    return 1


def read():
    return LOG.read_text().splitlines()


def notifier(channel, level="info"):
    def notify(context):
        note(f"{channel} {level} {context['ti'].task_id}")

    return notify


def tell(context, channel):
    note(f"{channel} {context['ti'].task_id}")


def tell_last(channel, context):
    note(f"{channel} {context['ti'].task_id}")


with DAG("callback_factory", schedule=None, start_date=datetime(2024, 1, 1)):
    cleared = PythonOperator(task_id="clear", python_callable=clear)
    seen = PythonOperator(task_id="read", python_callable=read, trigger_rule="all_done")
    one = PythonOperator(task_id="one", python_callable=ok, on_success_callback=notifier("#a"))
    two = PythonOperator(
        task_id="two", python_callable=ok, on_success_callback=partial(tell, channel="#b")
    )
    three = PythonOperator(
        task_id="three", python_callable=ok, on_success_callback=partial(tell_last, "#c")
    )
    four = PythonOperator(
        task_id="four", python_callable=ok, on_success_callback=lambda context: tell(context, "#d")
    )
    cleared >> one >> two >> three >> four >> seen
