"""Callables that live in another module of the tree."""

from datetime import datetime

from airflow.sdk import DAG
from airflow.providers.standard.operators.python import PythonOperator
from shop_steps import clean, load_orders

with DAG("shop", schedule=None, start_date=datetime(2024, 1, 1)):
    loaded = PythonOperator(
        task_id="load", python_callable=load_orders, op_kwargs={"source": "north"}
    )
    loaded >> PythonOperator(task_id="clean", python_callable=clean)
