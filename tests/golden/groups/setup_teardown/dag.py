"""A teardown runs whatever became of the work, and does not count for the run."""

from datetime import datetime

from airflow.sdk import DAG, setup, task, teardown


@setup
def create_cluster():
    return "cluster-1"


@task
def query(cluster):
    print(cluster)


@teardown
def delete_cluster(cluster):
    print("deleted", cluster)


with DAG("setup_teardown", schedule=None, start_date=datetime(2024, 1, 1)):
    cluster = create_cluster()
    query(cluster) >> delete_cluster(cluster).as_teardown(setups=cluster)
