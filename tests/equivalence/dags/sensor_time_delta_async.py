# TimeDeltaSensorAsync whose moment has passed returns True.
from datetime import datetime, timedelta

from airflow.providers.standard.operators.python import PythonOperator
from airflow.providers.standard.sensors.time_delta import TimeDeltaSensorAsync
from airflow.sdk import DAG


def show(value):
    return [value]


with DAG("sensor_time_delta_async", schedule=None, start_date=datetime(2024, 1, 1)):
    wait = TimeDeltaSensorAsync(task_id="wait", delta=timedelta(hours=2))
    use = PythonOperator(task_id="use", python_callable=show, op_args=[wait.output])
