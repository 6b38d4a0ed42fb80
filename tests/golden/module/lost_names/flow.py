"""A function that only exists while the DAG is built: what reads it raises."""

from prefect import flow, task

from untranslated import Untranslated

joint = Untranslated("AP204 joint belongs to the building of the DAG")


@task
def load():
    return joint.__name__


@flow(name="steps")
def steps():
    loaded = load.submit()
    return [loaded]
