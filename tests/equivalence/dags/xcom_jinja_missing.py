# A missing XCom in Jinja is the text None.
from datetime import datetime

from airflow.providers.standard.operators.python import PythonOperator
from airflow.sdk import DAG


def extract():
    return None


def use(rows):
    return rows


with DAG("xcom_jinja_missing", schedule=None, start_date=datetime(2024, 1, 1)):
    a = PythonOperator(task_id="extract", python_callable=extract)
    b = PythonOperator(
        task_id="b",
        python_callable=use,
        op_kwargs={"rows": "{{ ti.xcom_pull(task_ids='extract') }}"},
    )
    a >> b
