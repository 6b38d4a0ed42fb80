# An XCom that is read in a block of a template.
from datetime import datetime

from airflow.providers.standard.operators.python import PythonOperator
from airflow.sdk import DAG


def make():
    return {"rows": [1, 2], "name": "n"}


def show(text):
    return text


TEXT = "{% for r in ti.xcom_pull('make').rows %}{{ loop.index0 }}={{ r }};{% endfor %}"

with DAG("template_pull_in_block", schedule=None, start_date=datetime(2024, 1, 1)):
    made = PythonOperator(task_id="make", python_callable=make)
    made >> PythonOperator(task_id="show", python_callable=show, op_args=[TEXT])
