# A factory that is called three times: parameters in commands, arguments, ids and decorators.
from datetime import datetime, timedelta

from airflow.providers.standard.operators.bash import BashOperator
from airflow.providers.standard.operators.python import PythonOperator
from airflow.sdk import DAG


def create_dag(dag_id, table, rows=2, retries=0):
    def extract(count):
        return [f"{table}-{number}" for number in range(count)]

    def load(ti, ds):
        found = ti.xcom_pull(task_ids=f"extract_{table}")
        return {"day": ds, "table": table, "rows": found}

    with DAG(
        dag_id,
        schedule=None,
        start_date=datetime(2024, 1, 1),
        default_args={"retries": retries, "retry_delay": timedelta(seconds=1)},
    ) as dag:
        extracted = PythonOperator(
            task_id=f"extract_{table}", python_callable=extract, op_args=[rows]
        )
        loaded = PythonOperator(task_id="load", python_callable=load)
        told = BashOperator(
            task_id=f"tell_{table}",
            bash_command=f"echo {{{{ ds }}}} {table} {rows} of {dag_id}",
        )
        extracted >> loaded >> told
    return dag


orders = create_dag("factory_calls_orders", "orders")
stock = create_dag("factory_calls", "stock", rows=3, retries=1)
offers = create_dag("factory_calls_offers", "offers", retries=2)
