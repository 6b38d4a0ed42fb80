"""Airflow 2 style ETL: three Python tasks, XComs by return value and by key, retries, a callback."""

from datetime import datetime, timedelta

from airflow import DAG
from airflow.operators.empty import EmptyOperator
from airflow.operators.python import PythonOperator
from helpers.warehouse import read_source, write_table

DEFAULT_ARGS = {
    "owner": "data-platform",
    "retries": 2,
    "retry_delay": timedelta(seconds=10),
    "email_on_failure": False,
}


def notify_on_failure(context):
    """What the on-call engineer gets to see."""
    print(f"{context['task_instance'].task_id} failed")


def extract():
    orders = read_source("orders")
    print(f"{len(orders)} orders")
    return orders


def transform(ti):
    """Drop empty orders, and count what is left."""
    orders = ti.xcom_pull(task_ids="extract")
    paid = [order for order in orders if order["amount"] > 0]
    ti.xcom_push(key="dropped", value=len(orders) - len(paid))
    ti.xcom_push(key="revenue", value=sum(order["amount"] for order in paid))
    return paid


def load(ti, ds):
    paid = ti.xcom_pull(task_ids="transform")
    path = write_table("sales", f"orders_{ds}", paid)
    return path


def report(ti):
    revenue = ti.xcom_pull(task_ids="transform", key="revenue")
    dropped = ti.xcom_pull(task_ids="transform", key="dropped")
    return f"revenue {revenue:.2f}, {dropped} dropped"


with DAG(
    dag_id="orders_etl",
    description="Orders from the shop to the warehouse",
    schedule="@daily",
    start_date=datetime(2024, 1, 1),
    catchup=False,
    default_args=DEFAULT_ARGS,
    on_failure_callback=notify_on_failure,
    tags=["etl", "orders"],
    max_active_runs=1,
) as dag:
    start = EmptyOperator(task_id="start")
    extract_task = PythonOperator(task_id="extract", python_callable=extract)
    transform_task = PythonOperator(
        task_id="transform", python_callable=transform, on_failure_callback=notify_on_failure
    )
    load_task = PythonOperator(task_id="load", python_callable=load)
    report_task = PythonOperator(task_id="report", python_callable=report)
    end = EmptyOperator(task_id="end")

    start >> extract_task >> transform_task >> [load_task, report_task] >> end
