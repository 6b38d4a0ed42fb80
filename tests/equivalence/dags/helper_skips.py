# A function of a function skips its task; another reads what was pushed before that.
from datetime import datetime

from airflow.providers.standard.operators.python import PythonOperator
from airflow.sdk import DAG
from airflow.sdk.exceptions import AirflowSkipException


def check(ti, rows):
    ti.xcom_push("checked", len(rows))
    if not rows:
        raise AirflowSkipException("nothing to do")
    return rows


def step(context):
    rows = context["ti"].xcom_pull(task_ids="extract")
    return check(context["ti"], rows[context["first"] :])


def extract():
    return [1, 2]


def load(**context):
    return step(context)


def read(ti):
    return [read_checked(ti, name) for name in ("load_some", "load_none")]


def read_checked(ti, name):
    value = ti.xcom_pull(task_ids=name, key="checked")
    return "missing" if value is None else value


with DAG("helper_skips", schedule=None, start_date=datetime(2024, 1, 1)):
    extracted = PythonOperator(task_id="extract", python_callable=extract)
    some = PythonOperator(task_id="load_some", python_callable=load, op_kwargs={"first": 1})
    none = PythonOperator(task_id="load_none", python_callable=load, op_kwargs={"first": 2})
    after = PythonOperator(task_id="after", python_callable=extract)
    seen = PythonOperator(task_id="read", python_callable=read, trigger_rule="all_done")
    extracted >> some >> none >> after
    [some, none] >> seen
