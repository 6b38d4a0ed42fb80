# 2.x: a sensor that gives up fails without a retry, and what another rule makes of it.
# airflow: 2.10
from datetime import datetime, timedelta

from airflow import DAG
from airflow.operators.python import PythonOperator
from airflow.sensors.date_time import DateTimeSensor
from airflow.sensors.external_task import ExternalTaskMarker, ExternalTaskSensor


def ok():
    return "done"


with DAG("airflow2_sensor_gives_up", schedule_interval=None, start_date=datetime(2024, 1, 1)):
    moment = DateTimeSensor(
        task_id="moment",
        target_time=datetime(2090, 1, 1),
        retries=1,
        retry_delay=timedelta(0),
        poke_interval=0.1,
        timeout=0.3,
    )
    other = ExternalTaskSensor(
        task_id="other",
        external_dag_id="no_such_dag",
        external_task_ids=["a", "b"],
        failed_states=["failed", "upstream_failed"],
        skipped_states=["skipped"],
        poke_interval=0.1,
        timeout=0.3,
    )
    missing = ExternalTaskSensor(
        task_id="missing", external_dag_id="no_such_dag", check_existence=True, timeout=60
    )
    mark = ExternalTaskMarker(task_id="mark", external_dag_id="x", external_task_id="y")
    alert = PythonOperator(task_id="alert", python_callable=ok, trigger_rule="all_failed")
    [moment, other, missing] >> alert >> mark
