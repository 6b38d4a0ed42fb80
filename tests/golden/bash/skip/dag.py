from airflow.providers.standard.operators.bash import BashOperator
from airflow.sdk import DAG

with DAG("poll_inbox", schedule=None):
    check = BashOperator(task_id="check", bash_command="test -n \"$(ls /inbox)\" || exit 99")
    load = BashOperator(task_id="load", bash_command="load.py /inbox", skip_on_exit_code=[3, 4])
    check >> load
