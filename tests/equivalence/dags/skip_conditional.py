# A callable that skips on a param, here it does.
from datetime import datetime

from airflow.providers.standard.operators.python import PythonOperator
from airflow.sdk import DAG
from airflow.sdk.exceptions import AirflowSkipException


def load(params):
    if params["rows"] == 0:
        raise AirflowSkipException("no rows")
    return params["rows"]


def after(ti):
    return ti.xcom_pull(task_ids="load")


with DAG("skip_conditional", schedule=None, start_date=datetime(2024, 1, 1), params={"rows": 0}):
    load = PythonOperator(task_id="load", python_callable=load)
    after = PythonOperator(task_id="after", python_callable=after)
    load >> after
