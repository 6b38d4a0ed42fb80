"""Python sensors: a check that is repeated until it holds."""

import os
from datetime import datetime, timedelta

from airflow.sdk import DAG, PokeReturnValue, task
from airflow.providers.standard.sensors.python import PythonSensor


def has_arrived(path):
    """Whether the file is there."""
    return os.path.exists(path)


with DAG("arrivals", schedule=None, start_date=datetime(2024, 1, 1)):
    arrived = PythonSensor(
        task_id="arrived",
        python_callable=has_arrived,
        op_args=["/data/in.csv"],
        poke_interval=30,
        timeout=timedelta(hours=1),
        retries=2,
    )

    @task.sensor(poke_interval=10, timeout=60, soft_fail=True)
    def newest(folder: str) -> PokeReturnValue:
        names = sorted(os.listdir(folder))
        return PokeReturnValue(is_done=bool(names), xcom_value=names[-1] if names else None)

    @task
    def load(name):
        print(name)

    found = newest("/data")
    arrived >> found
    load(found)
