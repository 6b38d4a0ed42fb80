from datetime import datetime

from airflow.providers.standard.operators.bash import BashOperator
from airflow.sdk import DAG, task

CONFIGS = [
    {"id": "sync_orders", "source": "s3://shop/orders", "retries": 2, "tables": ["orders"]},
    {"id": "sync_people", "source": "s3://shop/people", "retries": 0, "tables": ["a", "b"]},
]


@task
def read(source, table):
    return f"{source}/{table}"


for cfg in CONFIGS:
    with DAG(
        cfg["id"],
        schedule="@daily",
        start_date=datetime(2024, 1, 1),
        default_args={"retries": cfg["retries"]},
    ) as dag:
        end = BashOperator(task_id="end", bash_command=f"echo {cfg['source']}/done")
        for table in cfg["tables"]:
            read.override(task_id=f"read_{table}")(cfg["source"], table) >> end
    globals()[cfg["id"]] = dag
