# ExternalTaskMarker does nothing in the run itself.
from datetime import datetime

from airflow.providers.standard.operators.python import PythonOperator
from airflow.providers.standard.sensors.external_task import ExternalTaskMarker
from airflow.sdk import DAG


def ok():
    return "done"


with DAG("classic_external_marker", schedule=None, start_date=datetime(2024, 1, 1)):
    mark = ExternalTaskMarker(task_id="mark", external_dag_id="other", external_task_id="wait")
    (
        PythonOperator(task_id="before", python_callable=ok)
        >> mark
        >> PythonOperator(task_id="after", python_callable=ok)
    )
