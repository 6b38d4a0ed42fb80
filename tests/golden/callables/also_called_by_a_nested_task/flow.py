"""A function that is a task, and is called by a task that is defined in a function."""

from prefect import flow, task


def double(value):
    return 2 * value


@task(name="once")
def double_task(value):
    return 2 * value


@task
def again(value):
    return double(double(value))


@flow(name="doubles")
def doubles():
    double_run = double_task.submit(3)
    again_run = again.submit(3)
    return [double_run, again_run]
