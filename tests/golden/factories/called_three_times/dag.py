"""Three loads that differ in their table."""

from datetime import datetime, timedelta

from airflow.providers.standard.operators.bash import BashOperator
from airflow.providers.standard.operators.python import PythonOperator
from airflow.sdk import DAG


def create_dag(dag_id, schedule, table, rows=10):
    """Load one table of the shop."""

    def load(ti, table):
        found = ti.xcom_pull(task_ids="extract")
        print(f"loading {len(found)} rows into {table}")

    def extract(rows):
        return [f"{table}-{i}" for i in range(rows)]

    with DAG(
        dag_id,
        schedule=schedule,
        start_date=datetime(2024, 1, 1),
        catchup=False,
        default_args={"retries": 1, "retry_delay": timedelta(minutes=1)},
        tags=["load", table],
    ) as dag:
        extracted = PythonOperator(
            task_id="extract", python_callable=extract, op_kwargs={"rows": rows}
        )
        loaded = PythonOperator(task_id="load", python_callable=load, op_kwargs={"table": table})
        check = BashOperator(
            task_id=f"check_{table}", bash_command=f"test -s /data/{table}.csv && echo {dag_id}"
        )
        extracted >> loaded >> check
    return dag


orders = create_dag("load_orders", "@daily", "orders")
offers = create_dag("load_offers", "@hourly", "offers")
stock = create_dag("load_stock", None, "stock", rows=3)
