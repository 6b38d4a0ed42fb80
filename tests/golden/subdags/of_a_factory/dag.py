# Sub-DAGs of a factory, one inside the other: a task that calls the flow; conf and date are passed on.
from datetime import datetime

from airflow import DAG
from airflow.operators.bash import BashOperator
from airflow.operators.empty import EmptyOperator
from airflow.operators.subdag import SubDagOperator

ARGS = {"start_date": datetime(2024, 1, 1)}


def load(parent, child, tables):
    """The tables of one source."""
    with DAG(f"{parent}.{child}", schedule_interval="@daily", default_args=ARGS) as dag:
        for table in tables:
            BashOperator(task_id=f"load_{table}", bash_command=f"echo {table} {{{{ ds }}}}")
    return dag


with DAG("shop", schedule_interval="@daily", default_args=ARGS) as dag:
    start = EmptyOperator(task_id="start")
    orders = SubDagOperator(task_id="orders", subdag=load("shop", "orders", ["a", "b"]))
    # The customers, and what is known about them.
    customers = SubDagOperator(
        task_id="customers",
        subdag=DAG("shop.customers", schedule_interval=None, default_args=ARGS),
        conf={"full": True},
        mode="reschedule",
        retries=1,
    )
    start >> [orders, customers] >> BashOperator(task_id="end", bash_command="echo {{ ds }}")

BashOperator(
    task_id="all", bash_command="echo {{ dag_run.conf['full'] }}", dag=customers.subdag
) >> SubDagOperator(
    task_id="known",
    subdag=load("shop.customers", "known", ["mail", "phone"]),
    dag=customers.subdag,
)
