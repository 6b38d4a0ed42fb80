# An operator without a translation keeps its place, and its arguments as they come to be in the flow.

from datetime import datetime, timedelta

from prefect import flow, task
from prefect.runtime import flow_run
from prefect.variables import Variable

TABLES = {"users": 1, "orders": 4}
IMAGE = Variable.get("etl_image", default="acme/etl:1")


@task(retries=1, retry_delay_seconds=300)
def count(fetch):
    return fetch


# AP201: No translation for this operator:
#   airflow.providers.docker.operators.docker.DockerOperator
@task(retries=1, retry_delay_seconds=300)
def fetch(ds):
    # from docker.types import Mount
    # DockerOperator(
    #     image=IMAGE,
    #     command=f"fetch --day {ds}",
    #     mounts=[Mount(source="/data", target="/data", type="bind")],
    #     auto_remove=True,
    #     postgres_conn_id="dwh",
    # )
    raise NotImplementedError(
        "AP201 No translation for this operator: airflow.providers.docker.operators.docker.DockerOperator"
    )


# AP201: No translation for this operator:
#   airflow.providers.postgres.operators.postgres.PostgresOperator
@task(retries=1, retry_delay_seconds=300)
def load(table, days, ds, count):
    # PostgresOperator(
    #     sql=f"""
    #         delete from {table} where day < date '{ds}' - {days};
    #         call load('{table}', {count})
    #     """,
    #     autocommit=True,
    #     postgres_conn_id="dwh",
    # )
    raise NotImplementedError(
        "AP201 No translation for this operator: airflow.providers.postgres.operators.postgres.PostgresOperator"
    )


# AP201: No translation for this operator:
#   airflow.providers.postgres.operators.postgres.PostgresOperator
@task(retries=1, retry_delay_seconds=300)
def clean():
    # PostgresOperator(
    #     sql="sql/clean.sql",
    #     postgres_conn_id="dwh",
    #     params={"days": 30},
    # )
    raise NotImplementedError(
        "AP201 No translation for this operator: airflow.providers.postgres.operators.postgres.PostgresOperator"
    )


@flow(name="warehouse")
def warehouse(logical_date: datetime | None = None):
    ds = (logical_date or flow_run.scheduled_start_time - timedelta(days=1)).strftime("%Y-%m-%d")
    fetched = fetch.submit(ds)
    counted = count.submit(fetched)
    loaded = []
    for table, days in TABLES.items():
        loaded.append(load.with_options(name="load_%s" % table).submit(table, days, ds, counted))
    cleaned = clean.submit(wait_for=[fetched])
    return [*loaded, cleaned]
