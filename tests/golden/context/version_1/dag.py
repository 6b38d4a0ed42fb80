"""Airflow 1.10: the context comes only with provide_context."""

from datetime import datetime

from airflow import DAG
from airflow.operators.python_operator import PythonOperator


def with_context(table, **kwargs):
    print(table, kwargs["execution_date"], kwargs["task_instance"].task_id)
    kwargs["ti"].xcom_push(key="table", value=table)


def without_context(**kwargs):
    print(kwargs)


with DAG("ancient", schedule_interval="@daily", start_date=datetime(2020, 1, 1)) as dag:
    first = PythonOperator(
        task_id="with_context",
        python_callable=with_context,
        provide_context=True,
        op_kwargs={"table": "users"},
    )
    second = PythonOperator(
        task_id="without_context",
        python_callable=without_context,
        op_kwargs={"a": 1, "b": "{{ ds }}"},
    )
    first >> second
