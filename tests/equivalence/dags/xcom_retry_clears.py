# Only the last try's XComs survive.
from datetime import datetime, timedelta

from airflow.providers.standard.operators.python import PythonOperator
from airflow.sdk import DAG


def make(ti):
    ti.xcom_push(key=f"try_{ti.try_number}", value=ti.try_number)
    if ti.try_number == 1:
        raise ValueError("again")


def use(ti):
    return [ti.xcom_pull(task_ids="a", key="try_1"), ti.xcom_pull(task_ids="a", key="try_2")]


with DAG("xcom_retry_clears", schedule=None, start_date=datetime(2024, 1, 1)):
    a = PythonOperator(
        task_id="a", python_callable=make, retries=1, retry_delay=timedelta(seconds=0)
    )
    b = PythonOperator(task_id="b", python_callable=use)
    a >> b
