# A loop over constants makes three chains.
from datetime import datetime

from airflow.providers.standard.operators.empty import EmptyOperator
from airflow.providers.standard.operators.python import PythonOperator
from airflow.sdk import DAG

TABLES = ["orders", "items", "users"]


def load(table):
    return f"loaded {table}"


def check(table, ti):
    return ti.xcom_pull(task_ids=f"load_{table}")


with DAG("loop_tables", schedule=None, start_date=datetime(2024, 1, 1)):
    done = EmptyOperator(task_id="done")
    for table in TABLES:
        load_task = PythonOperator(task_id=f"load_{table}", python_callable=load, op_args=[table])
        check_task = PythonOperator(
            task_id=f"check_{table}", python_callable=check, op_kwargs={"table": table}
        )
        load_task >> check_task >> done
