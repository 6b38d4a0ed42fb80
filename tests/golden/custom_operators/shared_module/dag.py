from datetime import datetime

from airflow.sdk import DAG
from common.ops import AnnounceOperator, CopyOperator

with DAG("shared_module", start_date=datetime(2024, 1, 1), schedule="@daily"):
    copied = CopyOperator(task_id="copy", source="/in/{{ ds }}", target="/out")
    copied >> AnnounceOperator(task_id="announce", source="copy", title="{{ params.title }}")
