"""A loop stays a loop, and what comes after it waits for the list."""

from prefect import flow, task

TABLES = ["users", "orders", "items"]


@task
def load_table(table):
    print("load", table)


@task
def check_table(table):
    print("check", table)


@task(name="report")
def build_report():
    print("report")


@flow(name="tables", log_prints=True)
def tables():
    checked = []
    for table in TABLES:
        loaded = load_table.with_options(name=f"load_{table}").submit(table)
        checked.append(
            check_table.with_options(name=f"check_{table}").submit(table, wait_for=[loaded])
        )
    built = build_report.submit(wait_for=checked)
    return [*checked, built]
