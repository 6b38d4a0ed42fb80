# BranchDateTimeOperator: times of the day are in the DAG's time zone.
# logical_date: 2024-03-05T00:30:00+00:00
from datetime import time

import pendulum
from airflow.providers.standard.operators.datetime import BranchDateTimeOperator
from airflow.providers.standard.operators.python import PythonOperator
from airflow.sdk import DAG


def ok():
    return "done"


with DAG(
    "branch_datetime_zone", schedule=None, start_date=pendulum.datetime(2024, 1, 1, tz="Asia/Tokyo")
):
    office = BranchDateTimeOperator(
        task_id="office",
        use_task_logical_date=True,
        target_lower=time(8, 0),
        target_upper=time(10, 0),
        follow_task_ids_if_true=["inside"],
        follow_task_ids_if_false=["outside"],
    )
    office >> PythonOperator(task_id="inside", python_callable=ok)
    office >> PythonOperator(task_id="outside", python_callable=ok)
