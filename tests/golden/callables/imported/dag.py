"""Callables that live in another module of the tree."""

from datetime import datetime

from airflow.sdk import DAG
from airflow.providers.standard.operators.python import PythonOperator
from shop_steps import clean, load_orders, save

with DAG("shop", schedule=None, start_date=datetime(2024, 1, 1)):
    loaded = PythonOperator(
        task_id="load", python_callable=load_orders, op_kwargs={"source": "north"}
    )
    cleaned = PythonOperator(task_id="clean", python_callable=clean)
    loaded >> cleaned >> PythonOperator(task_id="save", python_callable=save)
