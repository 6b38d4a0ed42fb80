"""A mapped group is a loop over its elements."""

from prefect import flow, task


@task(name="copy.stage")
def stage(table):
    return f"staged {table}"


@task(name="copy.publish")
def publish(staged):
    return staged.upper()


@task
def report(published):
    print(list(published))


@flow(name="mapped_group", log_prints=True)
def mapped_group():
    published = []
    for table in ["users", "orders"]:
        staged = stage.submit(table)
        published.append(publish.submit(staged))
    reported = report.submit(published)
    return [reported]
