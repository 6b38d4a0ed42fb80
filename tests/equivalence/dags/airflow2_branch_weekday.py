# 2.x: BranchDayOfWeekOperator's older name for the logical date.
# logical_date: 2024-03-09T12:00:00+00:00
# airflow: 2.10
from datetime import datetime

from airflow import DAG
from airflow.operators.empty import EmptyOperator
from airflow.operators.weekday import BranchDayOfWeekOperator
from airflow.utils.weekday import WeekDay

with DAG("airflow2_branch_weekday", schedule_interval=None, start_date=datetime(2024, 1, 1)) as dag:
    weekend = BranchDayOfWeekOperator(
        task_id="weekend",
        use_task_execution_day=True,
        week_day={WeekDay.SATURDAY, "sunday"},
        follow_task_ids_if_true="rest",
        follow_task_ids_if_false="work",
    )
    weekend >> [EmptyOperator(task_id="rest"), EmptyOperator(task_id="work")]
