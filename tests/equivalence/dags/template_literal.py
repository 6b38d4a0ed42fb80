# literal() keeps a template from being rendered.
from datetime import datetime

from airflow.providers.standard.operators.python import PythonOperator
from airflow.sdk import DAG, literal


def use(text):
    return text


with DAG("template_literal", schedule=None, start_date=datetime(2024, 1, 1)):
    PythonOperator(task_id="use", python_callable=use, op_kwargs={"text": literal("{{ ds }}")})
