# BranchDayOfWeekOperator on the logical date, with the enum.
# logical_date: 2024-03-09T12:00:00+00:00
from datetime import datetime

from airflow.providers.standard.operators.python import PythonOperator
from airflow.providers.standard.operators.weekday import BranchDayOfWeekOperator
from airflow.providers.standard.utils.weekday import WeekDay
from airflow.sdk import DAG


def ok():
    return "done"


with DAG("branch_weekday_logical", schedule=None, start_date=datetime(2024, 1, 1)):
    weekend = BranchDayOfWeekOperator(
        task_id="weekend",
        use_task_logical_date=True,
        week_day={WeekDay.SATURDAY, WeekDay.SUNDAY},
        follow_task_ids_if_true="rest",
        follow_task_ids_if_false="work",
    )
    weekend >> PythonOperator(task_id="rest", python_callable=ok)
    weekend >> PythonOperator(task_id="work", python_callable=ok)
