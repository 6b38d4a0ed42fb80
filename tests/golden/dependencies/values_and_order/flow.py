"""Values are passed on, everything else is only waited for."""

from prefect import flow, task


@task
def extract():
    return [1, 2, 3]


@task
def transform(rows):
    return [row * 2 for row in rows]


@task
def load(rows, source):
    print(len(rows), source)


@task
def lock():
    print("locked")


@task
def notify():
    print("done")


@flow(name="values_and_order", log_prints=True)
def values_and_order():
    extracted = extract.submit()
    locked = lock.submit()
    transformed = transform.submit(extracted)
    loaded = load.submit(transformed, extracted, wait_for=[locked])
    notified = notify.submit(wait_for=[loaded])
    return [transformed, notified]
