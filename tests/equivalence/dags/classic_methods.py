# Methods as callables: bound to an object, static, of the class
from datetime import datetime

from airflow.providers.standard.operators.python import PythonOperator
from airflow.sdk import DAG


class Loader:
    prefix = "table"

    def __init__(self, source):
        self.source = source

    def load(self, table, **context):
        return f"{self.prefix} {self.source}.{table} {context['ds']}"

    @staticmethod
    def check(ti):
        return ti.xcom_pull(task_ids="orders")[:5]

    @classmethod
    def named(cls):
        return cls.prefix


shop = Loader("shop")

with DAG("classic_methods", schedule=None, start_date=datetime(2024, 1, 1)):
    orders = PythonOperator(task_id="orders", python_callable=shop.load, op_args=["orders"])
    prices = PythonOperator(
        task_id="prices", python_callable=Loader("market").load, op_kwargs={"table": "prices"}
    )
    check = PythonOperator(task_id="check", python_callable=Loader.check)
    named = PythonOperator(task_id="named", python_callable=Loader.named)
    [orders, prices] >> check >> named
