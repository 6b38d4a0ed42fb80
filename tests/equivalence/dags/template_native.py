# render_template_as_native_obj gives Python objects.
# logical_date: 2024-03-05T06:30:00+00:00
from datetime import datetime

from airflow.providers.standard.operators.python import PythonOperator
from airflow.sdk import DAG


def use(rows, number, day, text):
    return [rows, number, day, text]


def extract():
    return [1, 2]


with DAG(
    "template_native",
    schedule=None,
    start_date=datetime(2024, 1, 1),
    params={"n": 3},
    render_template_as_native_obj=True,
    catchup=False,
):
    extracted = PythonOperator(task_id="extract", python_callable=extract)
    used = PythonOperator(
        task_id="use",
        python_callable=use,
        op_kwargs={
            "rows": "{{ ti.xcom_pull(task_ids='extract') }}",
            "number": "{{ params.n }}",
            "day": "{{ ds }}",
            "text": "007",
        },
    )
    extracted >> used
