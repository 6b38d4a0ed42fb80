from datetime import datetime

from airflow import DAG
from airflow.operators.python import PythonOperator


def build(dag_id, bucket, tables):
    def path_of(table, ds):
        return f"{bucket}/{table}/{ds}.csv"

    def announce(text):
        print(text)

    def upload(table, ds, *lines):
        announce(f"to {path_of(table, ds)}")
        return len(lines)

    def export(ds, **context):
        total = 0
        for table in tables:
            total += upload(table, ds, "a", "b")
        announce(f"{bucket}: {total}")
        return total

    def check(**context):
        found = context["ti"].xcom_pull(task_ids="export")
        announce(str(found))

    with DAG(dag_id, start_date=datetime(2024, 1, 1), schedule="@daily", catchup=False) as dag:
        exported = PythonOperator(task_id="export", python_callable=export)
        exported >> PythonOperator(task_id="check", python_callable=check)
    return dag


one = build("export_shop", "shop", ["orders", "customers"])
two = build("export_stock", "stock", ["items"])
