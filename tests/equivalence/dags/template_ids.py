# Ids of DAG and task in a template.
from datetime import datetime

from airflow.providers.standard.operators.python import PythonOperator
from airflow.sdk import DAG


def use(a, b):
    return [a, b]


with DAG("template_ids", schedule=None, start_date=datetime(2024, 1, 1)):
    PythonOperator(
        task_id="use",
        python_callable=use,
        op_args=["{{ dag.dag_id }}", "{{ task.task_id }} {{ ti.task_id }}"],
    )
