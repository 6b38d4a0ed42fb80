"""Task ids that are made of an argument the task gets through **kwargs, in two loops."""

from datetime import datetime

from airflow.providers.standard.operators.python import PythonOperator
from airflow.sdk import DAG

SHARDS = [0, 1, 2]


def count(shard):
    return shard * 10


def load(**kwargs):
    shard = kwargs["shard"]
    rows = kwargs["ti"].xcom_pull(task_ids=f"count_{shard}")
    return [kwargs["kind"], rows]


def total(ti, **kwargs):
    return sum(ti.xcom_pull(task_ids=[f"count_{one}" for one in SHARDS])) + kwargs.get("more")


with DAG("xcom_own_argument_in_id", schedule=None, start_date=datetime(2024, 1, 1)):
    summed = PythonOperator(task_id="total", python_callable=total, op_kwargs={"more": 5})
    for shard in SHARDS:
        counted = PythonOperator(
            task_id=f"count_{shard}", python_callable=count, op_kwargs={"shard": shard}
        )
        counted >> summed
        for kind in ("orders", "refunds"):
            counted >> PythonOperator(
                task_id=f"load_{shard}_{kind}",
                python_callable=load,
                op_kwargs={"shard": shard, "kind": kind},
            )
