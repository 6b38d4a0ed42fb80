# Edges of groups: every leaf before, every root after.
from datetime import datetime

from airflow.providers.standard.operators.python import PythonOperator
from airflow.sdk import DAG, TaskGroup


def ok():
    return "done"


with DAG("group_edges", schedule=None, start_date=datetime(2024, 1, 1)):
    with TaskGroup("g") as g:
        a = PythonOperator(task_id="a", python_callable=ok)
        b = PythonOperator(task_id="b", python_callable=ok)
        c = PythonOperator(task_id="c", python_callable=ok)
        a >> [b, c]
    with TaskGroup("h") as h:
        d = PythonOperator(task_id="d", python_callable=ok)
        e = PythonOperator(task_id="e", python_callable=ok)
    start = PythonOperator(task_id="start", python_callable=ok)
    end = PythonOperator(task_id="end", python_callable=ok)
    start >> g >> h >> end
