"""A mapped group is a loop over its elements."""

from datetime import datetime

from airflow.sdk import DAG, task, task_group


@task
def stage(table):
    return f"staged {table}"


@task
def publish(staged):
    return staged.upper()


@task
def report(published):
    print(list(published))


with DAG("mapped_group", schedule=None, start_date=datetime(2024, 1, 1)):

    @task_group
    def copy(table):
        return publish(stage(table))

    report(copy.expand(table=["users", "orders"]))
