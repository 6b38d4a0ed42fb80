# The context printed whole, by a task that then goes on.
import logging
from datetime import datetime
from pprint import pprint

from airflow.providers.standard.operators.python import PythonOperator
from airflow.sdk import DAG, task


def show(ds=None, **kwargs):
    pprint(kwargs)
    print(kwargs)
    return "shown"


def each(**context):
    for key, value in context.items():
        print(f"{key}: {value}")
    for key in context:
        print(key, context[key])
    logging.info("context %s of %s", context, context["dag_run"])
    print(context["ti"], context["task"], context["dag"], sorted(context), len(context))
    return context["params"]["n"]


def some(table, **kwargs):
    print(kwargs, kwargs.keys())
    return [table, kwargs["limit"]]


with DAG("context_printed", schedule=None, start_date=datetime(2024, 1, 1), params={"n": 3}):

    @task
    def taskflow(**context):
        print(f"context: {context}")
        return context["ti"].xcom_pull(task_ids="some")

    shown = PythonOperator(task_id="show", python_callable=show)
    lines = PythonOperator(task_id="each", python_callable=each)
    tables = PythonOperator(
        task_id="some", python_callable=some, op_kwargs={"table": "a", "limit": 5}
    )
    shown >> lines >> tables >> taskflow()
