# What looks at the skips inside of a sub-DAG, and a sub-DAG that nobody knows.
from datetime import datetime

from airflow import DAG
from airflow.operators.empty import EmptyOperator
from airflow.operators.subdag import SubDagOperator
from airflow.utils.state import SkippedStatePropagationOptions
from elsewhere import make_dag

ARGS = {"start_date": datetime(2024, 1, 1)}

with DAG("shop", schedule_interval=None, default_args=ARGS) as dag:
    with DAG("shop.orders", schedule_interval="@daily", default_args=ARGS) as inner:
        EmptyOperator(task_id="one")
    SubDagOperator(
        task_id="orders",
        subdag=inner,
        dag=dag,
        propagate_skipped_state=SkippedStatePropagationOptions.ANY_LEAF,
    )
    SubDagOperator(task_id="unknown", subdag=make_dag("shop.unknown"), dag=dag)
