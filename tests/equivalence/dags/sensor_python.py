# A PythonSensor that is done on its second poke.
from datetime import datetime

from airflow.providers.standard.operators.python import PythonOperator
from airflow.providers.standard.sensors.python import PythonSensor
from airflow.sdk import DAG

POKES = []


def ready():
    POKES.append(1)
    return len(POKES) > 1


def ok():
    return "done"


with DAG("sensor_python", schedule=None, start_date=datetime(2024, 1, 1)):
    wait = PythonSensor(task_id="wait", python_callable=ready, poke_interval=0.1, timeout=10)
    after = PythonOperator(task_id="after", python_callable=ok)
    wait >> after
