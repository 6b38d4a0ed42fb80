from datetime import datetime

from airflow.sdk import DAG, task


def load(table, id):
    with DAG(f"{table}_load", schedule=None, start_date=datetime(2024, 1, 1)) as dag:

        @task
        def table_of(number):
            return number

        @task
        def load(rows, table, list):
            print(rows, table, list)

        load(table_of(id), table, [id])
    return dag


Flow = [load("orders", 1), load("stock", 2)]
