"""A short circuit before the rest of the flow."""

from prefect import flow, task


@task
def count():
    return 3


@task
def any_rows(rows):
    return rows > 0


@task
def load(rows):
    return rows


@task
def report(rows):
    print(rows)


@flow(name="short_circuit", log_prints=True)
def short_circuit():
    counted = count.submit()
    any_rows_run = any_rows(counted, return_state=True)
    taken = []
    if any_rows_run.is_completed() and any_rows_run.result():
        loaded = load.submit(counted, wait_for=[any_rows_run])
        taken.append(report.submit(loaded))
    return [any_rows_run, *taken]
