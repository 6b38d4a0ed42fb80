# A BashSensor's command that ends in .sh is no template file.
from datetime import datetime

from airflow.providers.standard.operators.python import PythonOperator
from airflow.providers.standard.sensors.bash import BashSensor
from airflow.sdk import DAG


def ok():
    return "done"


with DAG("sensor_bash_script_name", schedule=None, start_date=datetime(2024, 1, 1)):
    wait = BashSensor(
        task_id="wait", bash_command="true || nothing.sh", poke_interval=0.1, timeout=1
    )
    wait >> PythonOperator(task_id="after", python_callable=ok)
