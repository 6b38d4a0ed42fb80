# A sensor class of one's own.
from datetime import datetime

from airflow.providers.standard.operators.python import PythonOperator
from airflow.sdk import DAG, BaseSensorOperator


class CountSensor(BaseSensorOperator):
    """Done when it has been asked often enough."""

    def __init__(self, needed, **kwargs):
        super().__init__(**kwargs)
        self.needed = needed
        self.asked = 0

    def poke(self, context):
        self.asked += 1
        return self.asked >= self.needed


def ok():
    return "done"


with DAG("sensor_custom", schedule=None, start_date=datetime(2024, 1, 1)):
    wait = CountSensor(task_id="wait", needed=3, poke_interval=0.1, timeout=10)
    after = PythonOperator(task_id="after", python_callable=ok)
    wait >> after
