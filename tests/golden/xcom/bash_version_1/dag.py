"""Airflow 1.10: a BashOperator keeps its last line only when it is asked to."""

from datetime import datetime

from airflow import DAG
from airflow.operators.bash_operator import BashOperator

with DAG("bash_version_1", schedule_interval=None, start_date=datetime(2020, 1, 1)) as dag:
    quiet = BashOperator(task_id="quiet", bash_command="echo 1")
    loud = BashOperator(task_id="loud", bash_command="echo 2", xcom_push=True)
    show = BashOperator(
        task_id="show",
        bash_command="echo {{ ti.xcom_pull(task_ids='quiet') }} {{ ti.xcom_pull(task_ids='loud') }}",
    )
    [quiet, loud] >> show
