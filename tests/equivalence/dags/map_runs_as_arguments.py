# Each run of a mapped task gives the arguments of a run: expand_kwargs, op_kwargs, mapped groups.
from datetime import datetime

from airflow.providers.standard.operators.python import PythonOperator
from airflow.sdk import DAG, task, task_group


@task
def bounds(at):
    return {"start": at, "stop": at + 2}


@task
def rows(start, stop, step=1):
    return list(range(start, stop, step))


def length(start, stop):
    return stop - start


@task_group
def each(start, stop):
    @task
    def first(start):
        return start

    @task
    def both(first, stop):
        return [first, stop]

    return both(first(start), stop)


@task_group
def shown(found):
    @task
    def show(found):
        return found

    return show(found)


@task
def total(values):
    return sum(len(value) for value in values)


with DAG("map_runs_as_arguments", schedule=None, start_date=datetime(2024, 1, 1)):
    made = bounds.expand(at=[1, 5, 9])
    found = rows.partial(step=1).expand_kwargs(made)
    PythonOperator.partial(task_id="length", python_callable=length).expand(op_kwargs=made.operator.output)
    each.expand_kwargs(made)
    shown.expand(found=found)
    total(found)
