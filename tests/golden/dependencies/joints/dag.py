"""EmptyOperators that only join vanish; one that joins several for several is a list."""

from datetime import datetime

from airflow.providers.standard.operators.bash import BashOperator
from airflow.providers.standard.operators.empty import EmptyOperator
from airflow.sdk import DAG, cross_downstream

with DAG("joints", schedule=None, start_date=datetime(2024, 1, 1)):
    start = EmptyOperator(task_id="start")
    users = BashOperator(task_id="users", bash_command="echo users")
    orders = BashOperator(task_id="orders", bash_command="echo orders")
    loaded = EmptyOperator(task_id="loaded")
    report = BashOperator(task_id="report", bash_command="echo report")
    publish = BashOperator(task_id="publish", bash_command="echo publish")
    tidy = BashOperator(task_id="tidy", bash_command="echo tidy", trigger_rule="all_done")
    start >> [users, orders] >> loaded
    loaded >> [report, publish]
    cross_downstream([report, publish], [tidy])
