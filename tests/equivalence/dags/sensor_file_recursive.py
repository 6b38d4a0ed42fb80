# FileSensor with recursive=True.
import os
from datetime import datetime

from airflow.providers.standard.operators.bash import BashOperator
from airflow.providers.standard.operators.python import PythonOperator
from airflow.providers.standard.sensors.filesystem import FileSensor
from airflow.sdk import DAG

os.environ.setdefault("AIRFLOW_CONN_FS_DEFAULT", "fs://")


def ok():
    return "done"


with DAG("sensor_file_recursive", schedule=None, start_date=datetime(2024, 1, 1)):
    made = BashOperator(
        task_id="made", bash_command="mkdir -p /tmp/fs_two/a/b && touch /tmp/fs_two/a/b/one.txt"
    )
    deep = FileSensor(
        task_id="deep",
        filepath="/tmp/fs_two/**/*.txt",
        recursive=True,
        poke_interval=0.1,
        timeout=1,
    )
    flat = FileSensor(task_id="flat", filepath="/tmp/fs_two/*.txt", poke_interval=0.1, timeout=0.2)
    made >> [deep, flat]
    deep >> PythonOperator(task_id="after", python_callable=ok)
