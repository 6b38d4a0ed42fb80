"""A factory: one DAG per source of a configuration in another module, made in a loop."""

from datetime import datetime

from airflow.providers.standard.operators.empty import EmptyOperator
from airflow.providers.standard.operators.python import PythonOperator
from airflow.sdk import DAG
from helpers.config import DEFAULT_ARGS, SOURCES
from helpers.warehouse import read_source, write_table


def ingest(source, table):
    """Copy a table of the source to its own schema."""
    return write_table(source, table, read_source(table))


def make_dag(source, tables, owner, schedule):
    """The DAG that loads all tables of one source."""
    dag = DAG(
        f"ingest_{source}",
        schedule=schedule,
        start_date=datetime(2024, 1, 1),
        catchup=False,
        default_args={**DEFAULT_ARGS, "owner": owner},
        tags=[owner, "ingest"],
    )
    with dag:
        done = EmptyOperator(task_id="done")
        for table in tables:
            loaded = PythonOperator(
                task_id=f"ingest_{table}",
                python_callable=ingest,
                op_kwargs={"source": source, "table": table},
            )
            loaded >> done
    return dag


for source, options in SOURCES.items():
    globals()[f"ingest_{source}"] = make_dag(source, **options)
