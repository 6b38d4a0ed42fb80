# An operator without a translation keeps its place, and its arguments as they come to be in the flow.
from datetime import datetime

from airflow import DAG
from airflow.models import Variable
from airflow.operators.python import PythonOperator
from airflow.providers.docker.operators.docker import DockerOperator
from airflow.providers.postgres.operators.postgres import PostgresOperator
from docker.types import Mount

TABLES = {"users": 1, "orders": 4}
IMAGE = Variable.get("etl_image", default_var="acme/etl:1")


def count(**context):
    return context["ti"].xcom_pull(task_ids="fetch")


with DAG(
    "warehouse",
    schedule_interval="@daily",
    start_date=datetime(2023, 1, 1),
    catchup=False,
    default_args={"postgres_conn_id": "dwh", "retries": 1, "max_active_runs": 1},
) as dag:
    fetch = DockerOperator(
        task_id="fetch",
        image=IMAGE,
        command="fetch --day {{ ds }}",
        mounts=[Mount(source="/data", target="/data", type="bind")],
        auto_remove=True,
    )
    counted = PythonOperator(task_id="count", python_callable=count)
    fetch >> counted
    for table, days in TABLES.items():
        load = PostgresOperator(
            task_id="load_%s" % table,
            sql="""
                delete from {table} where day < date '{{{{ ds }}}}' - {days};
                call load('{table}', {{{{ ti.xcom_pull(task_ids='count') }}}})
            """.format(table=table, days=days),
            autocommit=True,
        )
        counted >> load
    clean = PostgresOperator(task_id="clean", sql="sql/clean.sql", params={"days": 30})
    fetch >> clean
