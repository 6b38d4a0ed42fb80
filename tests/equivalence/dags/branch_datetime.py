# BranchDateTimeOperator with a window around the logical date.
# logical_date: 2024-03-05T06:30:00+00:00
from datetime import datetime

from airflow.providers.standard.operators.datetime import BranchDateTimeOperator
from airflow.providers.standard.operators.python import PythonOperator
from airflow.sdk import DAG


def ok():
    return "done"


with DAG("branch_datetime", schedule=None, start_date=datetime(2024, 1, 1)):
    branch = BranchDateTimeOperator(
        task_id="window",
        target_lower=datetime(2024, 3, 1),
        target_upper=datetime(2024, 3, 31),
        use_task_logical_date=True,
        follow_task_ids_if_true="inside",
        follow_task_ids_if_false="outside",
    )
    inside = PythonOperator(task_id="inside", python_callable=ok)
    outside = PythonOperator(task_id="outside", python_callable=ok)
    branch >> [inside, outside]
