# A function of XComArg.map skips elements.
from datetime import datetime

from airflow.sdk import DAG, task
from airflow.sdk.exceptions import AirflowSkipException


@task
def src():
    return [1, 2, 3]


def double(x):
    return x * 2


def odd_only(x):
    if x % 2 == 0:
        raise AirflowSkipException("even")
    return x


@task
def f(v):
    return v


with DAG("map_xcomarg_map_skips", schedule=None, start_date=datetime(2024, 1, 1)):
    r = src()
    f.expand(v=r.map(double))
    f.override(task_id="g").expand(v=r.map(odd_only))
    f.override(task_id="h").expand(v=r.map(double).map(lambda x: x + 1))
