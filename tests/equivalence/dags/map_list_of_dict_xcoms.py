# Lists of results that are dicts; where one of the tasks failed nothing is run.
from datetime import datetime

from airflow.sdk import DAG, task


@task
def one(value):
    return {"a": value, "b": 10 // value}


@task
def two(row):
    return row["a"]


@task
def three(row, by):
    return row["b"] * by


@task
def four(row):
    return row


with DAG("map_list_of_dict_xcoms", schedule=None, start_date=datetime(2024, 1, 1)):
    rows = [one(1), one(2)]
    two.expand(row=rows)
    three.expand(row=rows, by=[1, 2])
    four.expand(row=[rows[0], one(0)])
