# map_indexes picks instances.
from datetime import datetime

from airflow.providers.standard.operators.python import (
    PythonOperator,
)
from airflow.sdk import DAG, task


@task
def f(v):
    return v


def pull(ti):
    return [
        ti.xcom_pull(task_ids="f", map_indexes=1),
        ti.xcom_pull(task_ids="f", map_indexes=[2, 0]),
        ti.xcom_pull(task_ids="f", map_indexes=-1),
        ti.xcom_pull(task_ids="f", map_indexes=None),
        ti.xcom_pull(task_ids="f", map_indexes=9, default="d"),
    ]


with DAG("map_pull_map_indexes", schedule=None, start_date=datetime(2024, 1, 1)):
    f.expand(v=[5, 6, 7]) >> PythonOperator(task_id="pull", python_callable=pull)
