# The map index, by way of the context.
from datetime import datetime

from airflow.sdk import DAG, get_current_context, task


@task
def f(v):
    ctx = get_current_context()
    return ctx["ti"].map_index + v


@task
def g(v, **context):
    return f"{context['ti'].map_index}:{v}"


with DAG("map_index_of_context", schedule=None, start_date=datetime(2024, 1, 1)):
    g.expand(v=f.expand(v=[10, 20]))
