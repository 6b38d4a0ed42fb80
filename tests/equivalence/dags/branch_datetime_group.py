# BranchDateTimeOperator that follows a group.
from datetime import datetime

from airflow.providers.standard.operators.datetime import BranchDateTimeOperator
from airflow.providers.standard.operators.python import PythonOperator
from airflow.sdk import DAG, TaskGroup


def ok():
    return "done"


with DAG("branch_datetime_group", schedule=None, start_date=datetime(2024, 1, 1)):
    office = BranchDateTimeOperator(
        task_id="office",
        target_lower=datetime(2020, 1, 1),
        target_upper=datetime(2021, 1, 1),
        follow_task_ids_if_true="quiet",
        follow_task_ids_if_false=["work", "note"],
    )
    with TaskGroup("work") as work:
        PythonOperator(task_id="one", python_callable=ok) >> PythonOperator(
            task_id="two", python_callable=ok
        )
    quiet = PythonOperator(task_id="quiet", python_callable=ok)
    note = PythonOperator(task_id="note", python_callable=ok)
    office >> [work, quiet, note]
    end = PythonOperator(
        task_id="end", python_callable=ok, trigger_rule="none_failed_min_one_success"
    )
    [work, quiet, note] >> end
