"""A task that only some iterations have stands in an `if`."""

from prefect import flow, task

TABLES = ["users", "orders", "items"]


@task
def load(table):
    print(table)


@task
def mask(table):
    print("mask", table)


@task
def report():
    print("report")


@flow(name="some_iterations", log_prints=True)
def some_iterations():
    masked = []
    all_loaded = {}
    for table in TABLES:
        loaded = load.with_options(name=f"load_{table}").submit(table)
        all_loaded[table] = loaded
        if table == "users":
            masked.append(mask.with_options(name=f"mask_{table}").submit(table, wait_for=[loaded]))
    reported = report.submit(wait_for=[*masked, all_loaded["orders"], all_loaded["items"]])
    return [*masked, reported]
