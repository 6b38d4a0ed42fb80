"""One callable pulls from a task of its own loop, another one from all of them."""

from prefect import flow, task

TABLES = ["customers", "orders"]


@task
def extract(table):
    return [table]


@task
def load(table, rows):
    print(table, rows)


@task
def report(customers, orders):
    print(len(customers), len(orders))


@flow(name="tables", log_prints=True)
def tables():
    loaded = []
    all_extracted = {}
    for table in TABLES:
        extracted = extract.with_options(name=f"extract_{table}").submit(table)
        all_extracted[table] = extracted
        loaded.append(load.with_options(name=f"load_{table}").submit(table, extracted))
    reported = report.submit(all_extracted["customers"], all_extracted["orders"], wait_for=loaded)
    return [*loaded, reported]
