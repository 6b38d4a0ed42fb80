from datetime import datetime

from airflow import DAG
from airflow.operators.python import PythonOperator


def build(dag_id, bucket):
    count = 0

    def bump(step):
        nonlocal count
        count += step
        return count

    def path_of(table):
        return f"{bucket}/{table}"

    def factorial(number):
        return 1 if number < 2 else number * factorial(number - 1)

    def sets_a_variable():
        return bump(1)

    def calls_itself():
        return factorial(3)

    def hidden():
        return [path_of for path_of in "ab"], path_of("orders")

    def as_default(make=path_of):
        return make("orders")

    def with_attribute():
        path_of.used = True
        return path_of("orders")

    with DAG(dag_id, start_date=datetime(2024, 1, 1), schedule=None) as dag:
        for work in (sets_a_variable, calls_itself, hidden, as_default, with_attribute):
            PythonOperator(task_id=work.__name__, python_callable=work)
    return dag


dag = build("helpers_that_stay", "shop")
