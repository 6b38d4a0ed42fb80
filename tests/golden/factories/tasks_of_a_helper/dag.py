from datetime import datetime

from airflow.providers.standard.operators.bash import BashOperator
from airflow.providers.standard.operators.python import PythonOperator
from airflow.sdk import DAG


def _run(table, mode):
    print(table, mode)


def load_task(table, mode="full"):
    return PythonOperator(
        task_id=f"load_{table}", python_callable=_run, op_kwargs={"table": table, "mode": mode}
    )


def make_check_task(task_id, table, limit=10):
    return BashOperator(
        task_id=task_id,
        bash_command=f"""
        count {table}
        test $? -gt {limit}
        """,
    )


with DAG("shop", schedule="@daily", start_date=datetime(2024, 1, 1)):
    load_task("orders") >> make_check_task("orders_there", "orders")
    load_task("stock", mode="delta") >> make_check_task("stock_there", "stock", limit=0)

with DAG("finance", schedule="@weekly", start_date=datetime(2024, 1, 1)):
    [load_task("invoices"), load_task("payments")] >> make_check_task("all", "invoices", 1)
