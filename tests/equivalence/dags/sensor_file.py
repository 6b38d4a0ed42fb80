# FileSensor finds files by a pattern, and not an empty folder.
import os
from datetime import datetime

from airflow.providers.standard.operators.bash import BashOperator
from airflow.providers.standard.operators.python import PythonOperator
from airflow.providers.standard.sensors.filesystem import FileSensor
from airflow.sdk import DAG

os.environ.setdefault("AIRFLOW_CONN_FS_DEFAULT", "fs://")


def ok():
    return "done"


with DAG("sensor_file", schedule=None, start_date=datetime(2024, 1, 1)):
    made = BashOperator(
        task_id="made", bash_command="mkdir -p /tmp/fs_one/empty && touch /tmp/fs_one/{{ ds }}.csv"
    )
    found = FileSensor(
        task_id="found", filepath="/tmp/fs_one/{{ ds }}*.csv", poke_interval=0.1, timeout=1
    )
    empty = FileSensor(
        task_id="empty",
        filepath="/tmp/fs_one/empty",
        poke_interval=0.1,
        timeout=0.2,
        soft_fail=True,
    )
    folder = FileSensor(task_id="folder", filepath="/tmp/fs_one", poke_interval=0.1, timeout=1)
    made >> [found, empty, folder]
    found >> PythonOperator(task_id="after", python_callable=ok)
    empty >> PythonOperator(task_id="skipped", python_callable=ok)
