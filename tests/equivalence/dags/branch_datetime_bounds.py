# BranchDateTimeOperator with moments, with one bound, and past midnight.
# logical_date: 2024-03-05T00:30:00+00:00
from datetime import datetime, time

from airflow.providers.standard.operators.datetime import BranchDateTimeOperator
from airflow.providers.standard.operators.python import PythonOperator
from airflow.sdk import DAG


def ok():
    return "done"


with DAG("branch_datetime_bounds", schedule=None, start_date=datetime(2024, 1, 1)):
    moments = BranchDateTimeOperator(
        task_id="moments",
        use_task_logical_date=True,
        target_lower=datetime(2024, 3, 5),
        target_upper=datetime(2024, 3, 6),
        follow_task_ids_if_true="a",
        follow_task_ids_if_false="b",
    )
    lower = BranchDateTimeOperator(
        task_id="lower",
        use_task_logical_date=True,
        target_lower=time(10, 0),
        target_upper=None,
        follow_task_ids_if_true="c",
        follow_task_ids_if_false="d",
    )
    midnight = BranchDateTimeOperator(
        task_id="midnight",
        use_task_logical_date=True,
        target_lower=time(22, 0),
        target_upper=time(3, 0),
        follow_task_ids_if_true="e",
        follow_task_ids_if_false="f",
    )
    moments >> [
        PythonOperator(task_id="a", python_callable=ok),
        PythonOperator(task_id="b", python_callable=ok),
    ]
    lower >> [
        PythonOperator(task_id="c", python_callable=ok),
        PythonOperator(task_id="d", python_callable=ok),
    ]
    midnight >> [
        PythonOperator(task_id="e", python_callable=ok),
        PythonOperator(task_id="f", python_callable=ok),
    ]
