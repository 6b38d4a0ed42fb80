# The same callable with rows: nothing is skipped.
# conf: {"rows": 7}
from datetime import datetime

from airflow.providers.standard.operators.python import PythonOperator
from airflow.sdk import DAG
from airflow.sdk.exceptions import AirflowSkipException


def load(params):
    if params["rows"] == 0:
        raise AirflowSkipException("no rows")
    return params["rows"]


def after(ti):
    return ti.xcom_pull(task_ids="load_rows") + 1


with DAG(
    "skip_conditional_not",
    schedule=None,
    start_date=datetime(2024, 1, 1),
    params={"rows": 0},
    catchup=False,
):
    loaded = PythonOperator(task_id="load_rows", python_callable=load)
    afterwards = PythonOperator(task_id="after", python_callable=after)
    loaded >> afterwards
