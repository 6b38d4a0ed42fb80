"""Tasks are written after what they need, whatever the order in the DAG file."""

from prefect import flow, task


@task
def work():
    return 1


@flow(name="late_edges")
def late_edges():
    loaded = work.with_options(name="load").submit()
    checked = work.with_options(name="check").submit(wait_for=[loaded])
    published = work.with_options(name="publish").submit(wait_for=[checked])
    return [published]
