# templates_dict is rendered and handed over.
# logical_date: 2024-03-05T06:30:00+00:00
from datetime import datetime

from airflow.providers.standard.operators.python import PythonOperator
from airflow.sdk import DAG


def use(templates_dict):
    return templates_dict["day"]


with DAG("template_templates_dict", schedule=None, start_date=datetime(2024, 1, 1)):
    PythonOperator(task_id="use", python_callable=use, templates_dict={"day": "{{ ds }}"})
