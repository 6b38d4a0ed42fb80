# ExternalTaskSensor on a DAG that has no run at that date: it gives up.
from datetime import datetime, timedelta

from airflow.providers.standard.operators.python import PythonOperator
from airflow.providers.standard.sensors.external_task import ExternalTaskSensor
from airflow.sdk import DAG


def ok():
    return "done"


with DAG("sensor_external_never", schedule=None, start_date=datetime(2024, 1, 1)):
    whole = ExternalTaskSensor(
        task_id="whole", external_dag_id="no_such_dag", poke_interval=0.1, timeout=0.3
    )
    soft = ExternalTaskSensor(
        task_id="soft",
        external_dag_id="no_such_dag",
        external_task_id="after",
        execution_delta=timedelta(hours=1),
        failed_states=["failed"],
        soft_fail=True,
        poke_interval=0.1,
        timeout=0.3,
    )
    whole >> PythonOperator(task_id="after", python_callable=ok)
    soft >> PythonOperator(task_id="skipped", python_callable=ok)
