# 2.x: BranchDateTimeOperator's older name for the logical date, in the DAG's time zone.
# logical_date: 2024-03-05T22:30:00+00:00
# airflow: 2.10
from datetime import time

import pendulum
from airflow import DAG
from airflow.operators.datetime import BranchDateTimeOperator
from airflow.operators.empty import EmptyOperator

with DAG(
    "airflow2_branch_datetime",
    schedule_interval=None,
    start_date=pendulum.datetime(2024, 1, 1, tz="Europe/Berlin"),
) as dag:
    office = BranchDateTimeOperator(
        task_id="office",
        use_task_execution_date=True,
        target_lower=time(23, 0),
        target_upper=time(23, 45),
        follow_task_ids_if_true=["inside"],
        follow_task_ids_if_false=["outside"],
    )
    office >> [EmptyOperator(task_id="inside"), EmptyOperator(task_id="outside")]
