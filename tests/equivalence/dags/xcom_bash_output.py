# The last line of a bash command is its XCom, read in Python and in bash.
from datetime import datetime

from airflow.providers.standard.operators.bash import BashOperator
from airflow.providers.standard.operators.python import PythonOperator
from airflow.sdk import DAG


def use(ti):
    return ti.xcom_pull(task_ids="a").split("-")


with DAG("xcom_bash_output", schedule=None, start_date=datetime(2024, 1, 1)):
    a = BashOperator(task_id="a", bash_command="echo first; echo 2024-03")
    b = PythonOperator(task_id="b", python_callable=use)
    c = BashOperator(task_id="c", bash_command="echo got {{ ti.xcom_pull(task_ids='a') }}")
    a >> [b, c]
