"""A factory of DAGs that have more or fewer tasks, and one of tasks."""

from datetime import datetime

from airflow.providers.standard.operators.bash import BashOperator
from airflow.providers.standard.operators.python import PythonOperator
from airflow.sdk import DAG


def load(table):
    return f"loaded {table}"


def make_dag(dag_id, tables, check=False):
    with DAG(dag_id, schedule=None, start_date=datetime(2024, 1, 1)) as dag:
        for table in tables:
            loaded = PythonOperator(
                task_id=f"load_{table}", python_callable=load, op_args=[table]
            )
            if check:
                loaded >> BashOperator(task_id=f"check_{table}", bash_command=f"echo {table} ok")
        BashOperator(task_id="end", bash_command=f"echo end of {dag_id}")
    return dag


def echo_task(task_id, word, times=1):
    command = f"echo {' '.join([word] * times)}"
    return BashOperator(task_id=task_id, bash_command=command)
