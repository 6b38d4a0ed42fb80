import pendulum
from airflow import DAG
from airflow.operators.bash import BashOperator

with DAG(
    "workdays",
    schedule_interval="0 6 * * 1-5",
    start_date=pendulum.datetime(2024, 1, 1, tz="Europe/Paris"),
    catchup=False,
):
    BashOperator(task_id="day", bash_command="echo {{ ds }} {{ data_interval_end }}")
