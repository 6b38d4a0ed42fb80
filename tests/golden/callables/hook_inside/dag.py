# A hook has no translation: the code is kept as a comment, with its XCom as a parameter and a result.
import json
import logging
from datetime import datetime

from airflow import DAG
from airflow.operators.python import PythonOperator
from airflow.providers.postgres.hooks.postgres import PostgresHook

SCHEMA = "staging"


def cleaned(name):
    return name.strip().lower()


def extract(ds, **kwargs):
    """Extract the day's rows."""
    hook = PostgresHook(postgres_conn_id="shop")
    rows = hook.get_records("select name from orders where day = %s", parameters=(ds,))
    if not rows:
        logging.info("nothing new")
    kwargs["ti"].xcom_push(key="names", value=json.dumps([cleaned(row[0]) for row in rows]))
    return len(rows)


def load(table, **kwargs):
    ti = kwargs["ti"]
    names = ti.xcom_pull(task_ids="extract", key="names")
    # one transaction
    with PostgresHook(postgres_conn_id="dwh").get_conn() as connection:
        connection.execute(f"insert into {SCHEMA}.{table} values (%s)", (kwargs["mode"], names))


def report(ti):
    print(ti.xcom_pull(task_ids="extract"))


with DAG("hook_inside", start_date=datetime(2022, 1, 1), schedule_interval="@daily") as dag:
    extracted = PythonOperator(task_id="extract", python_callable=extract)
    loaded = PythonOperator(
        task_id="load", python_callable=load, op_args=["orders"], op_kwargs={"mode": "full"}
    )
    extracted >> loaded >> PythonOperator(task_id="report", python_callable=report)
