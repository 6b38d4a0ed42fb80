"""Airflow 1.10 style: *_operator modules, provide_context, XComs pulled by hand."""

from datetime import datetime, timedelta

from airflow import DAG
from airflow.operators.bash_operator import BashOperator
from airflow.operators.dummy_operator import DummyOperator
from airflow.operators.python_operator import PythonOperator

default_args = {
    "owner": "sales",
    "depends_on_past": False,
    "start_date": datetime(2020, 1, 1),
    "retries": 2,
    "retry_delay": timedelta(minutes=5),
}

dag = DAG(
    "legacy_sales_report",
    default_args=default_args,
    description="Daily sales figures for the sales team",
    schedule_interval="30 6 * * *",
    catchup=False,
)


def fetch_sales(**context):
    """Pretend to ask the shop for the sales of the day."""
    return [{"region": "north", "amount": 120}, {"region": "south", "amount": 80}]


def summarize(**context):
    sales = context["ti"].xcom_pull(task_ids="fetch_sales")
    total = sum(row["amount"] for row in sales)
    context["ti"].xcom_push(key="total", value=total)
    # The best region goes into the headline.
    return max(sales, key=lambda row: row["amount"])["region"]


def write_headline(**context):
    ti = context["ti"]
    total = ti.xcom_pull(task_ids="summarize", key="total")
    best = ti.xcom_pull(task_ids="summarize")
    return "{}: {} sold, {} leads".format(context["ds"], total, best)


start = DummyOperator(task_id="start", dag=dag)

fetch = PythonOperator(
    task_id="fetch_sales", python_callable=fetch_sales, provide_context=True, dag=dag
)
summary = PythonOperator(
    task_id="summarize", python_callable=summarize, provide_context=True, dag=dag
)
headline = PythonOperator(
    task_id="write_headline", python_callable=write_headline, provide_context=True, dag=dag
)
archive = BashOperator(
    task_id="archive",
    bash_command="echo archived {{ ds_nodash }} by {{ params.owner }}",
    params={"owner": "sales"},
    dag=dag,
)

start >> fetch >> summary >> headline
summary.set_downstream(archive)
