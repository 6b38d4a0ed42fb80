"""Pushes in branches and loops fill a dict on the way."""

from datetime import datetime

from airflow.sdk import DAG
from airflow.providers.standard.operators.python import PythonOperator


def inspect(ti, limit):
    """Sort numbers into XCom keys of their own."""
    if limit < 1:
        ti.xcom_push("state", "empty")
        return

    for number in range(limit):
        # one key for each
        ti.xcom_push(key=f"square_{number}", value=number**2)
    ti.xcom_push("state", "full")


def show(ti):
    state = ti.xcom_pull(task_ids="inspect", key="state")
    print(state, ti.xcom_pull(task_ids="inspect", key="square_2"))


with DAG("squares", schedule=None, start_date=datetime(2024, 1, 1)):
    PythonOperator(
        task_id="inspect", python_callable=inspect, op_kwargs={"limit": 3}
    ) >> PythonOperator(task_id="show", python_callable=show)
