import datetime

from airflow import DAG
from airflow.operators.bash import BashOperator
from airflow.operators.python import PythonOperator


def age():
    print(datetime.datetime.now() - datetime.timedelta(days=1))


with DAG("ages", schedule="@daily", start_date=datetime.datetime(2024, 1, 1)) as dag:
    first = PythonOperator(task_id="age", python_callable=age)
    second = BashOperator(task_id="show", bash_command="echo {{ ds }}")
    first >> second
