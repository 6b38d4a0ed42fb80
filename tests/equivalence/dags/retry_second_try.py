# A task that succeeds on its second try.
from datetime import datetime, timedelta

from airflow.providers.standard.operators.python import PythonOperator
from airflow.sdk import DAG


def flaky(ti):
    if ti.try_number == 1:
        raise ValueError("not yet")
    return f"try {ti.try_number}"


with DAG("retry_second_try", schedule=None, start_date=datetime(2024, 1, 1)):
    flaky_task = PythonOperator(
        task_id="flaky_task", python_callable=flaky, retries=2, retry_delay=timedelta(seconds=0)
    )
