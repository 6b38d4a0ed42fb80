"""Orders of a small shop: one callable for several tasks, op_args and op_kwargs."""

from datetime import datetime

from airflow import DAG
from airflow.operators.python import PythonOperator

LIMIT = 100


def read(shop, limit=LIMIT, **kwargs):
    """Read the orders of one shop."""
    # a stand-in for the real source
    return [f"{shop}-{number}" for number in range(limit)]


def total(*parts, ds):
    print(ds, sum(parts))


def announce(message: str, **_) -> None:
    print(message)


with DAG("orders", schedule="@daily", start_date=datetime(2024, 1, 1), catchup=False):
    north = PythonOperator(task_id="read_north", python_callable=read, op_args=["north"])
    south = PythonOperator(
        task_id="read_south", python_callable=read, op_kwargs={"shop": "south", "limit": 5}
    )
    sums = PythonOperator(task_id="total", python_callable=total, op_args=[1, 2, 3])
    done = PythonOperator(
        task_id="announce-it",
        python_callable=announce,
        op_kwargs={"message": "orders of {{ ds }} are in", "unasked": 1},
    )
    [north, south] >> sums >> done
