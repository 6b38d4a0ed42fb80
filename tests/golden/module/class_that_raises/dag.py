# A class of the team's own raises Airflow's exception.
from datetime import datetime

from airflow import DAG
from airflow.exceptions import AirflowException
from airflow.operators.python import PythonOperator


class Gauge:
    """Reads a metric."""

    def __init__(self, name, limit):
        self.name = name
        self.limit = limit

    def check(self, value):
        # A gauge at its limit is still fine.
        if value > self.limit:
            raise AirflowException(f"{self.name} is at {value}")
        return value


def watch(name):
    return Gauge(name, 90).check(len(name))


with DAG("gauges", schedule=None, start_date=datetime(2024, 1, 1)):
    PythonOperator(task_id="watch", python_callable=watch, op_args=["disk"])
