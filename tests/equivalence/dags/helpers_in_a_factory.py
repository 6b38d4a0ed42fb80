"""Callables of a factory call functions beside them, which read the factory's variables."""

from functools import reduce

from airflow.providers.standard.operators.python import PythonOperator
from airflow.sdk import DAG
from airflow.sdk.exceptions import AirflowSkipException


def build(dag_id, bucket, tables):
    def path_of(table):
        return f"{bucket}/{table}.csv"

    def upload(table, *lines):
        return {path_of(table): len(lines)}

    def only_some(number):
        if number > len(tables):
            raise AirflowSkipException("enough")
        return number

    def add(total, table):
        return total + len(path_of(table))

    def read(ti):
        return ti.xcom_pull(task_ids="export")

    def export():
        found = {}
        for table in tables:
            found.update(upload(table, "a", "b"))
        return found

    def lengths():
        return [list(map(path_of, tables)), reduce(add, tables, 0)]

    def skips():
        return only_some(5)

    def check(ti, **context):
        return [sorted(read(ti)), bucket]

    with DAG(dag_id, schedule=None) as dag:
        exported = PythonOperator(task_id="export", python_callable=export)
        exported >> PythonOperator(task_id="check", python_callable=check)
        PythonOperator(task_id="lengths", python_callable=lengths)
        PythonOperator(task_id="skips", python_callable=skips)
    return dag


dag = build("helpers_in_a_factory", "shop", ["orders", "items"])
