# EmptyOperators join and fan out between real tasks.
from datetime import datetime

from airflow.providers.standard.operators.empty import EmptyOperator
from airflow.providers.standard.operators.python import PythonOperator
from airflow.sdk import DAG


def ok():
    return "done"


with DAG("rules_empty_join", schedule=None, start_date=datetime(2024, 1, 1)):
    start = EmptyOperator(task_id="start")
    join = EmptyOperator(task_id="join")
    end = EmptyOperator(task_id="end")
    a = PythonOperator(task_id="a", python_callable=ok)
    b = PythonOperator(task_id="b", python_callable=ok)
    c = PythonOperator(task_id="c", python_callable=ok)
    d = PythonOperator(task_id="d", python_callable=ok)
    start >> [a, b] >> join >> [c, d] >> end
