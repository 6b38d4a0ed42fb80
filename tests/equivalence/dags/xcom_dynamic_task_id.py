# A pull whose task id is only known when the task runs.
from datetime import datetime

from airflow.providers.standard.operators.python import PythonOperator
from airflow.sdk import DAG


def pick(params):
    return params["source"]


def orders():
    return "orders!"


def items():
    return "items!"


def use(ti):
    source = ti.xcom_pull(task_ids="pick")
    return ti.xcom_pull(task_ids=source)


with DAG(
    "xcom_dynamic_task_id",
    schedule=None,
    start_date=datetime(2024, 1, 1),
    params={"source": "items"},
    catchup=False,
):
    p = PythonOperator(task_id="pick", python_callable=pick)
    a = PythonOperator(task_id="orders", python_callable=orders)
    b = PythonOperator(task_id="items", python_callable=items)
    use_it = PythonOperator(task_id="use_it", python_callable=use)
    [p, a, b] >> use_it
