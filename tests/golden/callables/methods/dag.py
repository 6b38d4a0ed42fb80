"""Methods as callables: of an object with a name, of one made on the spot, static and of the class."""

from datetime import datetime

from airflow.providers.standard.operators.python import PythonOperator
from airflow.sdk import DAG


class TableLoader:
    """Loads the tables of one source."""

    retries = 3

    def __init__(self, source):
        self.source = source

    def load(self, table, **context):
        # One file per day.
        print(f"loading {self.source}.{table} of {context['ds']}")
        return self.name_of(table)

    def name_of(self, table):
        return f"{self.source}.{table}"

    @staticmethod
    def check(ti):
        return ti.xcom_pull(task_ids="orders")

    @classmethod
    def tries(cls):
        return cls.retries


shop = TableLoader("shop")

with DAG("methods", schedule=None, start_date=datetime(2024, 1, 1)):
    orders = PythonOperator(task_id="orders", python_callable=shop.load, op_args=["orders"])
    prices = PythonOperator(
        task_id="prices", python_callable=TableLoader("market").load, op_kwargs={"table": "prices"}
    )
    check = PythonOperator(task_id="check", python_callable=TableLoader.check)
    tries = PythonOperator(task_id="tries", python_callable=TableLoader.tries)
    [orders, prices] >> check >> tries
