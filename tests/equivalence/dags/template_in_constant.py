# Templates in constants that other templates are built from.
# logical_date: 2024-03-05T06:30:00+00:00
from datetime import datetime

from airflow.providers.standard.operators.python import PythonOperator
from airflow.sdk import DAG

DAY = "{{ ds }}"
PATH = f"s3://bucket/{DAY}"


def show(*paths):
    return list(paths)


with DAG("template_in_constant", schedule=None, start_date=datetime(2024, 1, 1)):
    for name in ["a", "b"]:
        PythonOperator(
            task_id=name,
            python_callable=show,
            op_args=[PATH, f"{PATH}/{name}.csv", "/".join([PATH, name])],
        )
