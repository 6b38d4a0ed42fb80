from datetime import datetime

from airflow import DAG
from airflow.operators.bash import BashOperator


def make_dag(table, schedule):
    with DAG(
        f"export_{table}",
        schedule_interval=schedule,
        start_date=datetime(2024, 1, 1),
        catchup=False,
    ) as dag:
        BashOperator(task_id="export", bash_command=f"export {table} {{{{ ds }}}}")
    return dag


for table, schedule in [("orders", "@hourly"), ("stock", "0 3 * * *"), ("people", None)]:
    globals()[f"dag_{table}"] = make_dag(table, schedule)
