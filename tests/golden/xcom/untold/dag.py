from datetime import datetime
from airflow import DAG
from airflow.operators.python import PythonOperator
from airflow.operators.bash import BashOperator


def make(ti, **context):
    ti.xcom_push(key="rows", value=3)
    return 1


def other(**kwargs):
    print(kwargs["ds"])
    return 2


def use(ti):
    return ti.xcom_pull(key="rows")


def last(**context):
    return context["ti"].xcom_pull()


with DAG("untold", schedule=None, start_date=datetime(2024, 1, 1)):
    a = PythonOperator(task_id="make", python_callable=make)
    o = PythonOperator(task_id="other", python_callable=other)
    b = PythonOperator(task_id="use", python_callable=use)
    c = BashOperator(task_id="c", bash_command="echo {{ ti.xcom_pull(key='rows') }}")
    d = PythonOperator(task_id="d", python_callable=last)
    a >> o >> b >> c >> d


with DAG("single", schedule=None, start_date=datetime(2024, 1, 1)):
    PythonOperator(task_id="other", python_callable=other) >> PythonOperator(
        task_id="d2", python_callable=last
    )
