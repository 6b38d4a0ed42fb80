"""What the team's DAGs share."""

from airflow.sdk import Variable

LIMIT = 100


def audit(ti, context, limit=LIMIT):
    count = ti.xcom_pull(task_ids="load", key="count")
    if count > min(limit, LIMIT):
        raise ValueError(f"{context['ds']}: {count} rows")


def bucket():
    return Variable.get("bucket")
