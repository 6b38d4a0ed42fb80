# More elements than may be mapped over fail the producer.
from datetime import datetime

from airflow.sdk import DAG, task


@task
def src():
    return list(range(1025))


@task
def f(v):
    return v


with DAG("map_over_long", schedule=None, start_date=datetime(2024, 1, 1)):
    f.expand(v=src())
