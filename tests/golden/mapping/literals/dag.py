"""Mappings over what the file says: one list, a product, a dict, keyword arguments."""

from datetime import datetime

from airflow.sdk import DAG, task


@task
def load(name, size=1):
    return (name, size)


@task
def show(pair):
    print(pair)


with DAG("literals", schedule=None, start_date=datetime(2024, 1, 1)):
    load.expand(name=["a", "b"])
    load.override(task_id="product").expand(name=["a", "b"], size=[1, 2])
    show.expand(pair={"a": 1, "b": 2})
    load.override(task_id="kwargs").expand_kwargs([{"name": "a"}, {"name": "b", "size": 5}])
