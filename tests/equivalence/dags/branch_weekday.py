# BranchDayOfWeekOperator on the logical date (a Tuesday).
# logical_date: 2024-03-05T06:30:00+00:00
from datetime import datetime

from airflow.providers.standard.operators.python import PythonOperator
from airflow.providers.standard.operators.weekday import BranchDayOfWeekOperator
from airflow.sdk import DAG


def ok():
    return "done"


with DAG("branch_weekday", schedule=None, start_date=datetime(2024, 1, 1)):
    branch = BranchDayOfWeekOperator(
        task_id="weekday",
        week_day={"Tuesday", "Friday"},
        use_task_logical_date=True,
        follow_task_ids_if_true="sell",
        follow_task_ids_if_false="rest",
    )
    sell = PythonOperator(task_id="sell", python_callable=ok)
    rest = PythonOperator(task_id="rest", python_callable=ok)
    branch >> [sell, rest]
