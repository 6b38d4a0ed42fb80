from datetime import datetime

from airflow import DAG
from airflow.operators.bash import BashOperator
from airflow.operators.python import PythonOperator


def print_date():
    print("today")


def wait():
    print("waiting")


with DAG("load", schedule=None, start_date=datetime(2024, 1, 1)) as dag:
    one = BashOperator(task_id="load-a", bash_command="echo one")
    two = BashOperator(task_id="load_a", bash_command="echo two")
    three = BashOperator(task_id="print", bash_command="echo three")
    four = BashOperator(task_id="class", bash_command="echo four")
    five = BashOperator(task_id="load", bash_command="echo five")
    six = PythonOperator(task_id="2nd", python_callable=print_date)
    seven = PythonOperator(task_id="flow", python_callable=wait)
    one >> two >> three >> four >> five >> six >> seven
