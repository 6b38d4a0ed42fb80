"""Two tasks at once: a task that waits for another one takes no place."""

from prefect import flow, task

from limited_tasks import LimitedTaskRunner


@task
def work():
    return 1


@flow(name="few_at_once", task_runner=LimitedTaskRunner(2))
def few_at_once():
    extracted = work.with_options(name="extract").submit()
    loaded = work.with_options(name="load").submit(wait_for=[extracted])
    other = work.with_options(name="other").submit()
    return [loaded, other]
