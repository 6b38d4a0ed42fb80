# Dates in a callback.
# logical_date: 2024-03-05T06:30:00+00:00
import tempfile
from datetime import datetime
from pathlib import Path

from airflow.providers.standard.operators.python import PythonOperator
from airflow.sdk import DAG

LOG = Path(tempfile.gettempdir()) / "callback_dates.log"


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
    day = context["logical_date"].strftime("%d.%m.%Y")
    note(f"{day} {context['ds_nodash']} {context['ts']} {context['data_interval_end']}")


with DAG("callback_dates", schedule=None, start_date=datetime(2024, 1, 1)):
    cleared = PythonOperator(task_id="clear", python_callable=clear)
    seen = PythonOperator(task_id="read", python_callable=read, trigger_rule="all_done")
    good = PythonOperator(task_id="good", python_callable=ok, on_success_callback=on_success)
    cleared >> good >> seen
