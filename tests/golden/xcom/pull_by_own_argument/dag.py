# A task id that an argument of the task's own is in: the loops stay, each task reads its own source.
from datetime import datetime

from airflow import DAG
from airflow.operators.python import PythonOperator

SHARDS = range(3)
KINDS = ["orders", "refunds"]


def count(shard):
    return shard * 10


def load(**kwargs):
    ti = kwargs["ti"]
    shard = kwargs["shard"]
    rows = ti.xcom_pull(task_ids=f"count_{shard}")
    print(kwargs["kind"], rows)
    return rows


def total(ti):
    return sum(ti.xcom_pull(task_ids=[f"count_{one}" for one in SHARDS]))


with DAG("pull_by_own_argument", start_date=datetime(2022, 1, 1), schedule_interval=None) as dag:
    summed = PythonOperator(task_id="total", python_callable=total)
    for shard in SHARDS:
        counted = PythonOperator(
            task_id=f"count_{shard}", python_callable=count, op_kwargs={"shard": shard}
        )
        counted >> summed
        for kind in KINDS:
            loaded = PythonOperator(
                task_id=f"load_{shard}_{kind}",
                python_callable=load,
                provide_context=True,
                op_kwargs={"shard": shard, "kind": kind},
            )
            counted >> loaded
