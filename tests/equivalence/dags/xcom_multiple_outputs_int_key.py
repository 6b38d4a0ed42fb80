# multiple_outputs with a key that is no string fails.
from datetime import datetime

from airflow.sdk import DAG, task


@task(multiple_outputs=True)
def a():
    return {1: "a"}


@task(trigger_rule="all_done")
def b():
    return "ran"


with DAG("xcom_multiple_outputs_int_key", schedule=None, start_date=datetime(2024, 1, 1)):
    a() >> b()
