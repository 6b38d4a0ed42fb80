"""A sensor that waits for a file, work on the file, task callbacks."""

import json
import tempfile
from datetime import datetime, timedelta
from pathlib import Path

from airflow.providers.standard.operators.python import PythonOperator
from airflow.providers.standard.sensors.python import PythonSensor
from airflow.sdk import DAG

INBOX = Path(tempfile.gettempdir()) / "sample_inbox"


def log_success(context):
    print(f"done: {context['ti'].task_id}")


def log_failure(context):
    print(f"failed: {context['ti'].task_id}")


def deliver():
    """Stands for the partner who sends the file."""
    INBOX.mkdir(exist_ok=True)
    (INBOX / "prices.json").write_text(json.dumps({"lamp": 20, "desk": 150}))


def has_arrived(name):
    return (INBOX / name).exists()


def read_prices():
    return json.loads((INBOX / "prices.json").read_text())


def check_prices(ti):
    prices = ti.xcom_pull(task_ids="read_prices")
    cheap = [name for name, price in prices.items() if price < 50]
    return cheap


with DAG(
    "file_arrival",
    schedule="@hourly",
    start_date=datetime(2024, 1, 1),
    catchup=False,
    default_args={"on_failure_callback": log_failure},
):
    delivered = PythonOperator(task_id="deliver", python_callable=deliver)
    arrived = PythonSensor(
        task_id="wait_for_prices",
        python_callable=has_arrived,
        op_kwargs={"name": "prices.json"},
        poke_interval=1,
        timeout=timedelta(minutes=5).total_seconds(),
        mode="reschedule",
    )
    prices = PythonOperator(
        task_id="read_prices", python_callable=read_prices, on_success_callback=log_success
    )
    checked = PythonOperator(task_id="check_prices", python_callable=check_prices)

    delivered >> arrived >> prices >> checked
