# Callables that read the DAG and a task of the module.
from datetime import datetime

from airflow import DAG
from airflow.operators.python import PythonOperator

LIMIT = 3

dag = DAG("stock", schedule=None, start_date=datetime(2024, 1, 1))


def count():
    print(dag.dag_id)
    return LIMIT


def compare():
    print(counted.owner)


counted = PythonOperator(task_id="count", python_callable=count, dag=dag)
compared = PythonOperator(task_id="compare", python_callable=compare, dag=dag)
counted >> compared
