# cross_downstream and chain_linear.
from datetime import datetime

from airflow.providers.standard.operators.python import PythonOperator
from airflow.sdk import DAG, chain_linear, cross_downstream


def ok():
    return "done"


with DAG("deps_cross", schedule=None, start_date=datetime(2024, 1, 1)):
    a = PythonOperator(task_id="a", python_callable=ok)
    b = PythonOperator(task_id="b", python_callable=ok)
    c = PythonOperator(task_id="c", python_callable=ok)
    d = PythonOperator(task_id="d", python_callable=ok)
    e = PythonOperator(task_id="e", python_callable=ok)
    f = PythonOperator(task_id="f", python_callable=ok)
    cross_downstream([a, b], [c, d])
    chain_linear([c, d], [e, f])
