from datetime import datetime

from airflow.providers.standard.operators.python import PythonOperator
from airflow.sdk import DAG


def create_cluster(ti):
    """Starts a cluster, and fails on the way."""
    # The cleaner needs the id.
    ti.xcom_push(key="cluster", value="c-1")
    raise RuntimeError("no capacity")


def delete_cluster(ti):
    print("deleting", ti.xcom_pull(task_ids="create", key="cluster"))


with DAG("kept", schedule=None, start_date=datetime(2024, 1, 1)):
    create = PythonOperator(task_id="create", python_callable=create_cluster)
    delete = PythonOperator(
        task_id="delete", python_callable=delete_cluster, trigger_rule="all_done"
    )
    create >> delete
