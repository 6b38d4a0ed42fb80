# Callables that read the DAG and a task of the module.

from prefect import flow, task

from untranslated import Untranslated

LIMIT = 3

dag = Untranslated("AP204 dag belongs to the building of the DAG")

counted = Untranslated("AP204 counted belongs to the building of the DAG")


@task
def count():
    print(dag.dag_id)
    return LIMIT


@task
def compare():
    print(counted.owner)


@flow(name="stock", log_prints=True)
def stock():
    counted = count.submit()
    compared = compare.submit(wait_for=[counted])
    return [compared]
