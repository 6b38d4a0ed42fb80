"""`total` is the code of a task, and another function calls it."""

from prefect import flow, task


def total():
    return 42


@task(name="total")
def total_task():
    return 42


@task
def report():
    print(total())


@flow(name="sums", log_prints=True)
def sums():
    a = total_task.submit()
    reported = report.submit(wait_for=[a])
    return [reported]
