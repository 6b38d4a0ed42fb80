# chain with lists of equal length.
from datetime import datetime

from airflow.providers.standard.operators.python import PythonOperator
from airflow.sdk import DAG, chain


def ok():
    return "done"


with DAG("deps_chain", schedule=None, start_date=datetime(2024, 1, 1)):
    a = PythonOperator(task_id="a", python_callable=ok)
    b = PythonOperator(task_id="b", python_callable=ok)
    c = PythonOperator(task_id="c", python_callable=ok)
    d = PythonOperator(task_id="d", python_callable=ok)
    e = PythonOperator(task_id="e", python_callable=ok)
    f = PythonOperator(task_id="f", python_callable=ok)
    chain(a, [b, c], [d, e], f)
