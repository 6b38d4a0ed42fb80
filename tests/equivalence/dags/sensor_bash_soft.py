# BashSensor that gives up softly; a join that does not mind.
from datetime import datetime

from airflow.providers.standard.operators.python import PythonOperator
from airflow.providers.standard.sensors.bash import BashSensor
from airflow.sdk import DAG


def ok():
    return "done"


with DAG("sensor_bash_soft", schedule=None, start_date=datetime(2024, 1, 1)):
    wait = BashSensor(
        task_id="wait", bash_command="exit 1", soft_fail=True, poke_interval=0.1, timeout=0.3
    )
    wait >> PythonOperator(task_id="after", python_callable=ok)
    wait >> PythonOperator(task_id="join", python_callable=ok, trigger_rule="all_done")
